import Engagement

extension StoreDump {
    func line(_ run: Run) -> String {
        var rest = run
        rest.gained = [:]
        return "\(rest) gained \(counts(run.gained))"
    }

    func line(_ record: CampaignRecord) -> String { "\(record)" }

    func line(_ certificate: Certificate) -> String { "\(certificate)" }

    func line(_ walk: OpenWalk) -> String {
        let bytes = walk.seen.bytes
        let seen = stride(from: 0, to: bytes.count, by: 16).map { start in
            bytes[start..<start + 16].map { String($0, radix: 16) }.joined(separator: ".")
        }
        return
            "\(walk.campaignID) \(walk.kind.rawValue) run \(walk.run) at \(walk.cursor) pages \(walk.pages) rows \(walk.rows) "
            + "seen \(seen.sorted())"
    }

    func line(_ row: ParticipantRow) -> String {
        let reports = ReportKind.allCases.map { kind in
            "\(kind.rawValue) \(row.participant.firstReported[kind].map(String.init) ?? "-")"
                + "@\(row.participant.occurredAt[kind]?.iso8601 ?? "-")"
        }
        return "\(row.campaignID) \(row.participant.contactID) \(reports.joined(separator: " ")) "
            + "vanished \(row.vanished.sorted().map(\.rawValue)) \(line(row.attributes))"
    }

    func line(_ row: PersonRow) -> String {
        let times = [row.firstCampaignAt, row.lastOpenedAt, row.lastClickedAt].map { $0?.iso8601 ?? "-" }
        return "\(row.person) \(row.campaigns) \(row.opened) \(row.clicked) \(times) \(line(row.attributes))"
    }

    func line(_ attributes: Attributes?) -> String {
        guard let attributes else { return "unknown" }
        return "\(attributes.canonicalJSON) updated \(attributes.lastUpdatedAt?.iso8601 ?? "-") run \(attributes.run)"
    }

    func line(_ entry: JournalEntry) -> String {
        let change =
            switch entry.change {
            case .attributes(let contact, let old): "\(contact) had \(line(old))"
            case .occurredAt(let campaign, let contact, let old):
                "\(campaign) \(contact) had \(ReportKind.allCases.map { old[$0]?.iso8601 ?? "-" })"
            case .vanished(let campaign, let contact, let kind): "\(campaign) \(contact) vanished from \(kind.rawValue)"
            case .returned(let campaign, let contact, let kind): "\(campaign) \(contact) returned to \(kind.rawValue)"
            case .campaign(let campaign, let old): "\(campaign) was \(line(old))"
            }
        return "run \(entry.run): \(change)"
    }

    func lines(_ numbers: [CampaignID: [ReportKind: Int]]) -> [String] {
        numbers.map { "\($0.key) \(counts($0.value))" }.filter { !$0.hasSuffix("[]") }.sorted()
    }

    func counts(_ numbers: [ReportKind: Int]) -> String {
        let words = numbers.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.key.rawValue) \($0.value)" }
        return "[\(words.joined(separator: ", "))]"
    }
}
