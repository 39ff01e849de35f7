import Engagement

/// What both versions spell alike.
extension JSONWriter {
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

    /// v2: typed, null for what was never filled in.
    mutating func typed(_ value: Contact.Value) {
        switch value {
        case .text(let text): string(text)
        case .number(let number): self.number(number)
        case .choices(let choices): list(choices) { $0.string($1) }
        case .blank: raw("null")
        }
    }
}

extension Contact.Status {
    /// As v2 spells it.
    var word: String {
        switch self {
        case .subscribed: "subscribed"
        case .unsubscribed: "unsubscribed"
        case .pending: "pending"
        }
    }

    init?(word: String) {
        switch word {
        case "subscribed": self = .subscribed
        case "unsubscribed": self = .unsubscribed
        case "pending": self = .pending
        default: return nil
        }
    }
}
