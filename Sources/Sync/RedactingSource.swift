import EmailOctopus
import Engagement

/// The provider's answers without the addresses of people who were forgotten, wherever in them these are: in fields of others, in
/// links, in names of campaigns and lists, in errors. A row's own address stays, because it tells whose row it is.
struct RedactingSource: ReportSource {
    let source: any ReportSource
    let redaction: Redaction

    var version: APIVersion { source.version }

    func campaigns(after cursor: String?) async throws -> Page<Campaign> {
        try await page {
            try await source.campaigns(after: cursor)
        } redacted: {
            redaction.redacted($0)
        }
    }

    func summary(of campaign: CampaignID) async throws -> Summary {
        try await redactingErrors { try await source.summary(of: campaign) }
    }

    func links(of campaign: CampaignID) async throws -> ListedLinks {
        try await redactingErrors {
            var listed = try await source.links(of: campaign)
            if let links = redaction.redacted(listed.links) { listed = ListedLinks(links, leftOut: listed.leftOut) }
            return listed
        }
    }

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow> {
        try await page {
            try await source.report(kind, of: campaign, after: cursor)
        } redacted: {
            redacted($0)
        }
    }

    func report(
        _ kind: ReportKind, of campaign: CampaignID, after cursor: String?, knowing known: KnownRecords
    ) async throws -> Page<ReportRow> {
        try await page {
            try await source.report(kind, of: campaign, after: cursor, knowing: known)
        } redacted: {
            redacted($0)
        }
    }

    private func redacted(_ row: ReportRow) -> ReportRow? {
        guard let contact = row.contact.flatMap(redacted) else { return nil }
        return ReportRow(contactID: row.contactID, contact: contact, occurredAt: row.occurredAt, digest: row.digest)
    }

    func lists(after cursor: String?) async throws -> Page<ListedList> {
        try await page {
            try await source.lists(after: cursor)
        } redacted: { row in
            redaction.redacted(row.list).map { ListedList($0, contacts: row.contacts) }
        }
    }

    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact> {
        try await page {
            try await source.contacts(of: list, status: status, updatedSince: updatedSince, after: cursor)
        } redacted: { row in
            row.details.flatMap(redacted).map { ListedContact(id: row.id, details: $0) }
        }
    }

    private func redacted(_ details: ContactDetails) -> ContactDetails? {
        guard let fields = details.fields.flatMap({ redaction.redacted($0) }) else { return nil }
        var output = details
        output.fields = fields
        return output
    }

    private func page<Row>(
        _ page: () async throws -> Page<Row>, redacted: (Row) -> Row?
    ) async throws -> Page<Row> {
        try await redactingErrors {
            var page = try await page()
            for index in page.rows.indices {
                if let row = redacted(page.rows[index]) { page.rows[index] = row }
            }
            return page
        }
    }

    private func redactingErrors<Answer>(_ answer: () async throws -> Answer) async throws -> Answer {
        do { return try await answer() } catch var error as APIError {
            error.message = redaction.redacted(error.message) ?? error.message
            throw error
        }
    }
}
