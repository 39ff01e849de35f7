import Engagement

/// Version 1.6: report rows carry the whole contact, each report has a path of its own.
struct V16Source: ReportSource {
    let client: Client
    var version: APIVersion { .v16 }

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
        try await client.page(.report(kind.rawValue, of: campaign), after: cursor, row: ReportRow.init(json:))
    }

    func lists(after cursor: String?) async throws -> Page<ListedList> {
        try await client.page(Endpoint("/lists"), after: cursor, row: ListedList.init(json:))
    }

    /// v1.6 has paths for subscribed and unsubscribed contacts; any other status is picked out of all contacts.
    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact> {
        let status = status.lowercased()
        if status == "subscribed" || status == "unsubscribed" {
            return try await client.page(
                .contacts(of: list, "/\(status)"), after: cursor, row: ListedContact.init(json:))
        }
        var page = try await client.page(.contacts(of: list, ""), after: cursor, row: ListedContact.init(json:))
        page.rows.removeAll { $0.details.status?.lowercased() != status }
        return page
    }
}
