import Engagement
import TestSupport

@testable import Exports

/// A small account with everything that real ones have: names that are markup, formulas, emoji, right-to-left text, blanks,
/// line breaks, a contact deleted at the provider, a click without an open, times that are missing.
enum Samples {
    static let start = Timestamp(seconds: 1_767_225_600)

    static let campaigns: [CampaignRecord] = [
        record("c1", "Spring, \"sale\" <b>now</b>", day: 0), record("c2", "=1+2", day: 7), record("c3", nil, day: 9),
    ]

    static func record(_ id: CampaignID, _ name: String?, day: Int) -> CampaignRecord {
        CampaignRecord(
            campaign: Campaign(
                id: id, name: name, subject: "=Subject", status: .sent, listIDs: ["l1", "l2"], sentAt: time(day)),
            slug: "slug-\(id)", firstRun: 1)
    }

    static func time(_ day: Int, _ seconds: Int = 0) -> Timestamp {
        Timestamp(seconds: start.seconds + Int64(day * 86_400 + seconds))
    }

    static func row(
        _ campaign: CampaignID, _ contact: ContactID, _ runs: [ReportKind: RunNumber], address: String?,
        fields: [FieldTag: FieldValue]? = nil, status: String? = "SUBSCRIBED", times: [ReportKind: Timestamp] = [:]
    ) -> ParticipantRow {
        var participant = Participant(contactID: contact, firstReported: FirstReported())
        for (kind, run) in runs { participant.firstReported[kind] = run }
        for (kind, time) in times { participant.occurredAt[kind] = time }
        let attributes = address.map { Attributes(emailAddress: $0, status: status, fields: fields, run: 1) }
        return ParticipantRow(campaignID: campaign, participant: participant, attributes: attributes)
    }

    static let rows: [ParticipantRow] = [
        row(
            "c1", "a", [.sent: 1, .opened: 1, .clicked: 2], address: "Ann@example.com",
            fields: ["EmailAddress": .text("Ann@example.com"), "FirstName": .text("Ann \"the\" A, jr."), "kWh": .text("900")],
            times: [.opened: time(0, 61), .clicked: time(1)]),
        row(
            "c1", "b", [.sent: 1, .clicked: 1], address: "=cmd|'/c calc'!A0@example.org",
            fields: ["FirstName": .text("=HYPERLINK(\"http://example.net\")"), "kWhs": .text("-12.5"), "status": .text("@x")],
            times: [.clicked: time(2, 3)]),
        row(
            "c1", "c", [.sent: 1, .bounced: 1], address: "zoë@example.net",
            fields: ["FirstName": .text("line\r\nbreak"), "Cell": .text("+49 170 1234567"), "n": .integer(-5)], status: nil,
            times: [.bounced: time(0, 5)]),
        row("c1", "d", [.sent: 1], address: nil),
        row(
            "c2", "a", [.sent: 2, .complained: 3, .unsubscribed: 3], address: "Ann@example.com",
            fields: [
                "FirstName": .text("אנה 😀"), "Cell": .text("-1+2"), "list": .list(["a", "b,c"]), "n": .number(0.5),
                "ok": .boolean(true), "none": .null, "kWh": .text(""), "kWhs": .text("7"),
            ], times: [.complained: time(8), .unsubscribed: time(8, 1)]),
        row("c2", "e", [.sent: 2, .opened: 3], address: "eve@example.com", fields: ["FirstName": .text("\tTab")]),
    ]

    static let people: [PersonRow] = [
        PersonRow(
            person: "ann@example.com", campaigns: 2, opened: 1, clicked: 1, firstCampaignAt: time(0),
            lastOpenedAt: time(0, 61), lastClickedAt: time(1), attributes: rows[4].attributes),
        PersonRow(
            person: "eve@example.com", campaigns: 1, opened: 1, clicked: 0, firstCampaignAt: time(7),
            attributes: rows[5].attributes),
        PersonRow(person: "zoë@example.net", campaigns: 1, opened: 0, clicked: 0, attributes: rows[2].attributes),
    ]

    static let tags: [FieldTag] = [
        "Cell", "EmailAddress", "FirstName", "field_status", "kWh", "kWhs", "list", "n", "none", "ok", "status",
    ]

    static func settings(privacy: Privacy = .full) -> ExportSettings {
        ExportSettings(
            campaigns: campaigns, lists: [ContactList(id: "l1", name: "News, daily")], fieldTags: tags,
            fieldAliases: ["kWhs": "kWh"], privacy: privacy)
    }

    /// The rows in batches of a size, as a store gives them.
    static func batches<Row: Sendable>(_ rows: [Row], of size: Int = 2) -> RowBatches<Row> {
        RowBatches {
            let source = Batches(rows: rows, size: size)
            return { await source.next() }
        }
    }

    private actor Batches<Row: Sendable> {
        private var rest: ArraySlice<Row>
        private let size: Int

        init(rows: [Row], size: Int) {
            rest = rows[...]
            self.size = size
        }

        func next() -> [Row]? {
            guard !rest.isEmpty else { return nil }
            defer { rest = rest.dropFirst(size) }
            return Array(rest.prefix(size))
        }
    }
}

extension Exporter {
    /// Rows that each have their record.
    func export(
        _ rows: some AsyncSequence<[ParticipantRow], any Error>, as format: ExportFormat, layout: ExportLayout = .standard,
        byteOrderMark: Bool = false, to destination: ExportDestination
    ) async throws -> ExportedFile {
        try await export({ _ in rows }, as: format, layout: layout, byteOrderMark: byteOrderMark, to: destination)
    }
}
