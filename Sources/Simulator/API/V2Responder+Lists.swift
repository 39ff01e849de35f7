import Engagement

extension V2Responder {
    func lists() -> Reply {
        let all = account.lists
        return paged(Array(all.indices), cursor: { SimulatedCursor(time: 0, id: all[$0].id) }) {
            write(all[$1], at: $1, to: &$0)
        }
    }

    func write(_ list: ContactList, at place: Int, to writer: inout JSONWriter) {
        writer.beginList(list, at: place)
        writer.raw("{\"label\":\"Email address\",\"tag\":\"EmailAddress\",\"type\":\"text\",\"fallback\":null}")
        for field in FieldSchema.fields(ofList: place) {
            writer.raw(",{\"label\":")
            writer.string(field.label)
            writer.raw(",\"tag\":")
            writer.string(field.tag)
            writer.raw(",\"type\":")
            writer.string(field.kind.rawValue)
            if !field.choices.isEmpty {
                writer.raw(",\"choices\":")
                writer.list(field.choices) { $0.string($1) }
            }
            writer.raw(",\"fallback\":")
            writer.string(field.fallback)
            writer.raw("}")
        }
        writer.raw("],\"tags\":")
        writer.list(ContactBook.allTags) { $0.string($1) }
        writer.raw(",\"counts\":")
        if options.countsAsArray { writer.raw("[") }
        writer.counts(ofList: place, in: account)
        if options.countsAsArray { writer.raw("]") }
        let created = AccountPlan.start - Int64(460 + place) * 86_400
        writer.end(createdAt: created, lastUpdatedAt: created)
    }

    func contacts(of place: Int) -> Reply {
        var listing = ContactListing(status: .subscribed, tag: query.value("tag"))
        if let word = query.value("status") {
            guard let status = Contact.Status(word: word) else {
                return APIProblem.badParameter("status", "The value you selected is not a valid choice.").v2
            }
            listing.status = status
        }
        let times: [(String, WritableKeyPath<ContactListing, Int64?>)] = [
            ("created_at.gte", \.createdSince), ("created_at.lte", \.createdUntil),
            ("last_updated_at.gte", \.updatedSince), ("last_updated_at.lte", \.updatedUntil),
        ]
        for (name, path) in times {
            guard let text = query.value(name) else { continue }
            guard let time = Timestamp(text) else {
                return APIProblem.badParameter(name, "This value is not a valid datetime.").v2
            }
            listing[keyPath: path] = time.seconds
        }
        return contacts(of: account.plan.lists[place], listing)
    }

    private func contacts(of list: ListPlan, _ listing: ContactListing) -> Reply {
        // The cursor's time is the contact's index, because the order of creation is the order of the indices.
        let page = listing.page(of: list, in: account, from: cursor.map { Int($0.time) + 1 } ?? 0, limit: limit)
        return reply { writer in
            writer.raw("{\"data\":")
            writer.list(page.rows) { write($1, of: list.index, to: &$0) }
            let next = next(
                after: SimulatedCursor(time: Int64(page.lastIndex), id: page.rows.last?.id ?? ""), hasRows: !page.rows.isEmpty,
                hasMore: page.hasMore)
            paging(next, to: &writer)
            writer.raw("}")
        }
    }

    private func write(_ contact: Contact, of list: Int, to writer: inout JSONWriter) {
        writer.beginContact(contact, of: list) { $0.typed($1) }
        writer.raw(",\"status\":")
        writer.string(contact.status.word)
        writer.end(createdAt: contact.createdAt, lastUpdatedAt: contact.lastUpdatedAt)
    }
}
