import Engagement
import Workflows

/// What `explain` prints.
enum ExplanationText {
    /// - Parameter isWholeStory: false where only some campaigns were asked for.
    static func text(_ explanation: Explanation, isWholeStory: Bool) -> String {
        var lines = explanation.contacts.flatMap { contact($0, explanation.sightings[$0.id]) }
        for participation in explanation.participations { lines += [""] + story(participation) }
        if explanation.participations.isEmpty {
            lines += ["", "It was a recipient of no campaign\(isWholeStory ? "" : " named")."]
        }
        if !explanation.changes.isEmpty {
            lines += ["", "What runs changed:"] + explanation.changes.map { "  \(name($0.run)): \(words($0))" }
        }
        return lines.joined(separator: "\n")
    }

    private static func contact(_ contact: ContactRecord, _ sighting: Explanation.Sighting?) -> [String] {
        guard let attributes = contact.attributes else {
            return ["Contact \(contact.id): only its id was ever seen (deleted at EmailOctopus)."]
        }
        let fields = (attributes.fields ?? [:]).sorted { utf8Less($0.key, $1.key) }.filter { !$0.value.text.isEmpty }
        let updated = attributes.lastUpdatedAt.map { ", last updated \($0)" } ?? ""
        let seen = sighting.map { ["  the record was last seen by \(name($0.run))\(taken($0.stamp, for: attributes))"] } ?? []
        let (address, status) = (attributes.emailAddress ?? "no address", attributes.status ?? "not given")
        return ["Contact \(contact.id): \(address), status \(status)\(updated)"] + seen
            + fields.map { "  \($0.key): \(ProgressBar.clipped($0.value.text, to: 80))" }
    }

    private static func taken(_ stamp: Timestamp?, for attributes: Attributes) -> String {
        guard let stamp, let given = attributes.lastUpdatedAt, stamp < given else { return "" }
        return "; its time is after that run began, and counts as \(stamp)"
    }

    private static func story(_ participation: Explanation.Participation) -> [String] {
        let title = participation.campaign.map { "“\($0.title)”, sent \($0.sentAt?.iso8601 ?? "at an unknown time")" } ?? ""
        let head = "\(title)\n  campaign \(participation.campaignID), contact \(participation.contactID)"
        return [head]
            + participation.reports.map { kind, listing in "  \(kind.rawValue):".padding(to: 16) + words(listing) }
    }

    private static func words(_ listing: Explanation.Listing) -> String {
        switch listing {
        case .notListed: return "no"
        case .impliedByClick: return "implied by the click; EmailOctopus does not report it"
        case .reported(let time, let first, let last):
            let time = time.map { " at \($0)" } ?? " (EmailOctopus gives no time)"
            return "reported\(time), first seen by \(name(first)), \(words(last))"
        }
    }

    private static func words(_ last: Explanation.LastListing) -> String {
        switch last {
        case .importedOnly: "imported; EmailOctopus has not listed it since"
        case .retained: "kept here: EmailOctopus no longer lists it"
        case .unproven: "not yet read completely"
        case .listed(let run): "last listed in \(name(run))"
        }
    }

    private static func words(_ change: Explanation.Change) -> String {
        let title = change.campaign.map { "“\($0.title)”" } ?? change.campaignID ?? ""
        return switch change.entry.change {
        case .attributes(_, let old?):
            "the record was replaced; before: \(old.emailAddress ?? "no address"), status \(old.status ?? "not given"), "
                + (old.fields.map(CanonicalJSON.text) ?? "no fields")
                + (change.precedence.map { "; the new one counts, as \(words($0))" } ?? "")
        case .attributes: "the first record came"
        case .occurredAt(_, _, let old):
            "an earlier time came up for \(title); before: \(words(old))"
        case .vanished(_, _, let kind): "the \(kind.rawValue) report of \(title) no longer listed it"
        case .returned(_, _, let kind): "the \(kind.rawValue) report of \(title) listed it again"
        case .campaign: "\(title) changed"
        }
    }

    private static func words(_ times: OccurredAt) -> String {
        let known = ReportKind.allCases.compactMap { kind in times[kind].map { "\(kind.rawValue) \($0)" } }
        return known.isEmpty ? "no time" : known.joined(separator: ", ")
    }

    private static func words(_ precedence: Explanation.Precedence) -> String {
        switch precedence {
        case .full: "it has the fields, and the old one has the address only"
        case .fullRun(let run): "it was seen since the full \(name(run)), and the old one before it"
        case .stamp(let time, let earlier?): "its time, \(time), is later than \(earlier)"
        case .stamp(let time, nil): "it has a time, \(time), and the old one has none"
        case .laterRun: "a later run saw it"
        case .text: "both were seen at the same time, and the greater text decides"
        }
    }

    private static func name(_ run: Explanation.RunReference) -> String {
        run.number == 0 ? "run 0 (adopted from the old scripts' database)" : "run \(run.number) (\(run.id ?? "unknown"))"
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
