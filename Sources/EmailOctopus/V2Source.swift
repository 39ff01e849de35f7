import Engagement

/// Version 2: thin report rows, one path for all reports, cursors everywhere.
struct V2Source: ReportSource {
    let client: Client
    var version: APIVersion { .v2 }

    func campaigns(after cursor: String?) async throws -> Page<Campaign> {
        try await client.page(Endpoint("/campaigns"), after: cursor, row: Campaign.init(json:))
    }

    func summary(of campaign: CampaignID) async throws -> Summary {
        try await client.value(.report("summary", of: campaign), decode: Summary.init(json:))
    }

    func links(of campaign: CampaignID) async throws -> [LinkClicks] {
        try await client.links(of: campaign)
    }

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow> {
        let endpoint = Endpoint.report("", of: campaign, query: [("status", kind.rawValue)])
        return try await client.page(endpoint, after: cursor, row: ReportRow.init(json:))
    }

    func lists(after cursor: String?) async throws -> Page<ListedList> {
        try await client.page(Endpoint("/lists"), after: cursor, row: ListedList.init(json:))
    }

    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact> {
        var query = [("status", status.lowercased())]
        if let updatedSince { query.append(("last_updated_at.gte", updatedSince.iso8601)) }
        return try await client.page(
            .contacts(of: list, "", query: query), after: cursor, row: ListedContact.init(json:))
    }
}
