import Engagement

extension Client: ReportSource {
    func campaigns(after cursor: String?) async throws -> Page<Campaign> {
        try await page(.campaigns, after: cursor) { json throws(UnusableElement) in
            spellings.note(json["id"]?.text)
            return try Campaign(json: json)
        }
    }

    func lists(after cursor: String?) async throws -> Page<ListedList> {
        try await page(.lists, after: cursor) { json throws(UnusableElement) in
            spellings.note(json["id"]?.text)
            return try ListedList(json: json)
        }
    }

    func summary(of campaign: CampaignID) async throws -> Summary {
        try await value(.report("summary", of: spellings.spelling(of: campaign)), decode: Summary.init(json:))
    }

    /// v2 gives all links at once. v1.6 documents a `paging` here, too, which is therefore followed.
    func links(of campaign: CampaignID) async throws -> ListedLinks {
        let pages = Pages(pageSize: version.pageSize, id: \.url) { cursor in
            try await page(.links(of: spellings.spelling(of: campaign)), after: cursor, row: LinkClicks.init(json:))
        }
        var (report, number) = (ListedLinks(), 0)
        do {
            for try await page in pages {
                number += 1
                report.add(page.rows)
                report.leftOut += page.leftOut.map { $0.sentence(page: number) }
                guard report.bytes <= ListedLinks.largest else {
                    report.leftOut.append("everything after page \(number), because the URLs are too long together")
                    break
                }
                if page.ending == .loop { report.leftOut.append("what may follow page \(number), which leads in a circle") }
            }
        } catch let error as APIError where error.code == .foreignLink || error.code == .unreadable && number > 0 {
            report.leftOut.append("everything after page \(number). \(error)")
        }
        return report
    }

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow> {
        try await page(endpoint(of: kind, campaign), after: cursor) { json throws(UnusableElement) in
            try ReportRow(json: json)
        }
    }

    func report(
        _ kind: ReportKind, of campaign: CampaignID, after cursor: String?, knowing known: KnownRecords
    ) async throws -> Page<ReportRow> {
        try await page(endpoint(of: kind, campaign), after: cursor) { json throws(UnusableElement) in
            try ReportRow(json: json, knowing: known)
        }
    }

    /// v1.6 has a path for each report, v2 one path for all of them.
    private func endpoint(of kind: ReportKind, _ campaign: CampaignID) -> Endpoint {
        switch version {
        case .v16: .report(kind.rawValue, of: spellings.spelling(of: campaign))
        case .v2: .report(of: spellings.spelling(of: campaign), query: [("status", kind.rawValue)])
        }
    }

    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact> {
        let status = status.lowercased()
        switch version {
        case .v16: return try await contactsOfV16(of: list, status: status, after: cursor)
        case .v2:
            var query = [("status", status)]
            if let updatedSince { query.append(("last_updated_at.gte", updatedSince.iso8601)) }
            return try await page(
                .contacts(of: spellings.spelling(of: list), query: query), after: cursor, row: ListedContact.init(json:))
        }
    }

    /// v1.6 has paths for subscribed and unsubscribed contacts; contacts of any other status are selected from all contacts.
    private func contactsOfV16(
        of list: ListID, status: String, after cursor: String?
    ) async throws -> Page<ListedContact> {
        guard status != "subscribed", status != "unsubscribed" else {
            return try await page(
                .contacts(status, of: spellings.spelling(of: list)), after: cursor, row: ListedContact.init(json:))
        }
        var page = try await page(.contacts(of: spellings.spelling(of: list)), after: cursor, row: ListedContact.init(json:))
        page.rows.removeAll { $0.details?.status?.lowercased() != status }
        return page
    }
}
