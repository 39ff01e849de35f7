import Engagement

/// The JSON that both versions have in common.
extension JSONWriter {
    /// A campaign.
    /// - Parameters:
    ///   - status: as the version spells it.
    ///   - hasPlainText: true if the content has the member `plain_text`.
    mutating func campaign(_ entry: CampaignEntry, status: String, hasPlainText: Bool) {
        let campaign = entry.campaign
        raw("{\"id\":")
        string(campaign.id)
        raw(",\"status\":")
        string(status)
        raw(",\"name\":")
        string(campaign.name)
        raw(",\"subject\":")
        string(campaign.subject)
        raw(",\"to\":")
        list(campaign.listIDs) { $0.string($1) }
        raw(",\"from\":{\"name\":")
        string(campaign.fromName)
        raw(",\"email_address\":")
        string(campaign.fromAddress)
        raw("},\"content\":{\"html\":")
        string(entry.html)
        if hasPlainText { raw(",\"plain_text\":\"\"") }
        raw("},\"created_at\":")
        time(campaign.createdAt?.seconds)
        raw(",\"sent_at\":")
        time(campaign.sentAt?.seconds)
        raw("}")
    }

    /// The first members of a list, up to and without its fields.
    mutating func beginList(_ list: ContactList, at place: Int) {
        raw("{\"id\":")
        string(list.id)
        raw(",\"name\":")
        string(list.name)
        raw(",\"double_opt_in\":")
        bool(place % 2 == 1)
        raw(",\"fields\":[")
    }

    /// The first members of a contact, up to and with its tags.
    /// - Parameter value: writes a field's value as the version spells it.
    mutating func beginContact(
        _ contact: Contact, of list: Int, value: (inout JSONWriter, Contact.Value) -> Void
    ) {
        raw("{\"id\":")
        string(contact.id)
        raw(",\"email_address\":")
        string(contact.emailAddress)
        raw(",\"fields\":{")
        for (place, field) in FieldSchema.fields(ofList: list).enumerated() {
            if place > 0 { raw(",") }
            string(field.tag)
            raw(":")
            value(&self, contact.fields[place])
        }
        raw("},\"tags\":")
        self.list(contact.tags) { $0.string($1) }
    }

    /// The last members of a contact or a list.
    mutating func end(createdAt: Int64, lastUpdatedAt: Int64) {
        raw(",\"created_at\":")
        time(createdAt)
        raw(",\"last_updated_at\":")
        time(lastUpdatedAt)
        raw("}")
    }

    mutating func summary(_ summary: Summary, id: CampaignID) {
        raw("{\"id\":")
        string(id)
        raw(",\"sent\":")
        number(summary.sent)
        raw(",\"bounced\":{\"soft\":")
        number(summary.bouncedSoft)
        raw(",\"hard\":")
        number(summary.bouncedHard)
        raw("},\"opened\":{\"total\":")
        number(summary.openedTotal)
        raw(",\"unique\":")
        number(summary.openedUnique)
        raw("},\"clicked\":{\"total\":")
        number(summary.clickedTotal)
        raw(",\"unique\":")
        number(summary.clickedUnique)
        raw("},\"complained\":")
        number(summary.complained)
        raw(",\"unsubscribed\":")
        number(summary.unsubscribed)
        raw("}")
    }

    mutating func links(of entry: CampaignEntry, in account: Account) {
        let snapshot = account.snapshot(of: entry)
        let links = CampaignTexts.links(index: entry.index ?? 0)
        list(links.indices) { writer, place in
            let clicks = snapshot.clicks(ofLink: place)
            writer.raw("{\"url\":")
            writer.string(links[place])
            writer.raw(",\"clicked_total\":")
            writer.number(clicks.total)
            writer.raw(",\"clicked_unique\":")
            writer.number(clicks.unique)
            writer.raw("}")
        }
    }

    mutating func counts(ofList place: Int, in account: Account) {
        let list = account.plan.lists[place]
        raw("{\"pending\":")
        number(ContactListing(status: .pending).count(in: list, of: account))
        raw(",\"subscribed\":")
        number(ContactListing(status: .subscribed).count(in: list, of: account))
        raw(",\"unsubscribed\":")
        number(ContactListing(status: .unsubscribed).count(in: list, of: account))
        raw("}")
    }

    /// v1.6: every value is a string.
    mutating func text(_ value: Contact.Value) {
        switch value {
        case .text(let text): string(text)
        case .number(let number): string(String(number))
        case .choices(let choices): string(choices.joined(separator: ", "))
        case .blank: string("")
        }
    }

    /// v2: typed values, and null for a blank field.
    mutating func typed(_ value: Contact.Value) {
        switch value {
        case .text(let text): string(text)
        case .number(let number): self.number(number)
        case .choices(let choices): list(choices) { $0.string($1) }
        case .blank: raw("null")
        }
    }
}
