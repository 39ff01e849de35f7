import Engagement

extension V1Responder {
    func lists() -> Reply {
        let lists = account.lists
        return paged(Array(lists.indices)) { write(lists[$1], at: $1, to: &$0) }
    }

    /// `/lists/{id}`, `/contacts`, `/contacts/subscribed`, `/contacts/unsubscribed`, `/tags/{tag}/contacts`.
    func list(_ place: Int, path: [String]) -> Reply {
        switch path {
        case []: reply { write(account.lists[place], at: place, to: &$0) }
        case ["contacts"]: contacts(of: place, ContactListing())
        case ["contacts", "subscribed"]: contacts(of: place, ContactListing(status: .subscribed))
        case ["contacts", "unsubscribed"]: contacts(of: place, ContactListing(status: .unsubscribed))
        case _ where path.count == 3 && path[0] == "tags" && path[2] == "contacts":
            contacts(of: place, ContactListing(tag: path[1]))
        default: problem(.noSuchPath)
        }
    }

    private func write(_ list: ContactList, at place: Int, to writer: inout JSONWriter) {
        writer.beginList(list, at: place)
        writer.raw("{\"tag\":\"EmailAddress\",\"type\":\"TEXT\",\"label\":\"Email address\",\"fallback\":null}")
        for field in FieldSchema.fields(ofList: place) {
            writer.raw(",{\"tag\":")
            writer.string(field.tag)
            writer.raw(",\"type\":")
            writer.raw(field.kind == .number ? "\"NUMBER\"" : field.kind == .date ? "\"DATE\"" : "\"TEXT\"")
            writer.raw(",\"label\":")
            writer.string(field.label)
            writer.raw(",\"fallback\":")
            writer.string(field.fallback)
            writer.raw("}")
        }
        writer.raw("],\"counts\":")
        writer.counts(ofList: place, in: account)
        writer.raw(",\"tags\":")
        writer.list(ContactBook.allTags) { $0.string($1) }
        writer.raw(",\"created_at\":")
        writer.time(AccountPlan.start - Int64(460 + place) * 86_400)
        writer.raw("}")
    }

    private func contacts(of place: Int, _ listing: ContactListing) -> Reply {
        guard let number = pageNumber else { return problem(.badParameter("page", "This value is not valid.")) }
        let page = listing.page(of: account.plan.lists[place], in: account, skipping: (number - 1) * limit, limit: limit)
        return paged(page.rows, number: number, hasMore: page.hasMore) {
            write($1, of: place, inReport: false, to: &$0)
        }
    }

    func write(_ contact: Contact, of list: Int, inReport: Bool, to writer: inout JSONWriter) {
        guard !contact.isDeleted else {
            writer.raw("{\"id\":")
            writer.string(contact.id)
            // Every member but the id is null.
            writer.raw(",\"email_address\":null,\"fields\":null,\"tags\":null,\"status\":null,\"deleted\":true,")
            return writer.raw("\"created_at\":null,\"last_updated_at\":null}")
        }
        writer.beginContact(contact, of: list) { $0.text($1) }
        writer.raw(",\"status\":")
        switch (inReport, options.contactStatus) {
        case (true, .subscribed): writer.raw("\"SUBSCRIBED\"")
        case (true, .null): writer.raw("null")
        default: writer.string(contact.status.word.uppercased())
        }
        if inReport, options.showsDeletedAlways { writer.raw(",\"deleted\":false") }
        writer.end(createdAt: contact.createdAt, lastUpdatedAt: contact.lastUpdatedAt)
    }

    // MARK: - Pages by number

    private var pageNumber: Int? {
        guard let text = query.value("page") else { return 1 }
        return Int(text).flatMap { $0 >= 1 && $0 < 1_000_000 ? $0 : nil }
    }

    func paged<Row>(_ all: [Row], _ write: (inout JSONWriter, Row) -> Void) -> Reply {
        guard let number = pageNumber else { return problem(.badParameter("page", "This value is not valid.")) }
        let begin = min((number - 1) * limit, all.count)
        let end = min(begin + limit, all.count)
        return paged(Array(all[begin..<end]), number: number, hasMore: end < all.count, write)
    }

    private func paged<Row>(
        _ rows: [Row], number: Int, hasMore: Bool, _ write: (inout JSONWriter, Row) -> Void
    ) -> Reply {
        let loops = !hasMore && options.cursors == .loopAtEnd || number > 1 && options.cursors == .loopMidway
        let next = loops ? 1 : hasMore || options.hasExtraEmptyPage && !rows.isEmpty ? number + 1 : nil
        return reply { writer in
            writer.raw("{\"data\":")
            writer.list(rows) { write(&$0, $1) }
            writer.raw(",\"paging\":")
            if next == nil, options.lastPage == .emptyArray {
                writer.raw("[]}")
                return
            }
            writer.raw("{\"previous\":")
            writer.string(number > 1 ? link([("page", String(number - 1))]) : nil)
            if next != nil || options.lastPage != .absent {
                writer.raw(",\"next\":")
                writer.string(next.map { link([("page", String($0))]) } ?? (options.lastPage == .emptyNext ? "" : nil))
            }
            writer.raw("}}")
        }
    }
}
