import Engagement

/// A selection of a list's contacts, in order of creation: all filters of both versions.
struct ContactListing {
    var status: Contact.Status?
    var tag: String?
    var createdSince: Int64?
    var createdUntil: Int64?
    var updatedSince: Int64?
    var updatedUntil: Int64?

    /// The rows of one page.
    /// - Parameters:
    ///   - start: the index of the first contact to look at.
    ///   - skipping: how many matching contacts to leave out first.
    /// - Returns: the contacts, the index of the last one, and whether more match.
    func page(
        of list: ListPlan, in account: Account, from start: Int = 0, skipping: Int = 0, limit: Int
    ) -> (rows: [Contact], lastIndex: Int, hasMore: Bool) {
        let book = account.contacts
        var rows: [Contact] = []
        var skipped = 0
        var last = start
        for index in start..<max(start, list.count(onDay: account.day)) {
            let key = ContactKey(list: list.index, contact: index)
            guard matches(key, book) else { continue }
            if skipped < skipping {
                skipped += 1
                continue
            }
            if rows.count == limit { return (rows, last, true) }
            rows.append(book.contact(key))
            last = index
        }
        return (rows, last, false)
    }

    func count(in list: ListPlan, of account: Account) -> Int {
        let book = account.contacts
        return (0..<list.count(onDay: account.day)).count { matches(ContactKey(list: list.index, contact: $0), book) }
    }

    private func matches(_ key: ContactKey, _ book: ContactBook) -> Bool {
        if book.isDeleted(key) { return false }
        if let status, book.status(key) != status { return false }
        if let tag, !book.tags(key).contains(tag) { return false }
        if createdSince != nil || createdUntil != nil {
            let created = book.createdAt(key)
            if created < createdSince ?? .min || created > createdUntil ?? .max { return false }
        }
        if updatedSince != nil || updatedUntil != nil {
            let updated = book.lastUpdatedAt(key)
            if updated < updatedSince ?? .min || updated > updatedUntil ?? .max { return false }
        }
        return true
    }
}
