import Engagement

/// Answers the requests of one version of the API.
protocol Responder {
    var account: Account { get }
    var options: SimulatorOptions { get }
    var query: Query { get }

    /// A successful reply with the JSON that the body writes.
    func reply(_ write: (inout JSONWriter) -> Void) -> Reply
}

extension Responder {
    /// The rows of a page. A `limit` larger than a page is silently reduced.
    var limit: Int { min(query.value("limit").flatMap { Int($0) } ?? options.pageSize, options.pageSize) }

    /// True if the campaign's reports can be asked for.
    func hasReports(_ entry: CampaignEntry) -> Bool {
        switch entry.campaign.status {
        case .sent: true
        case .sending: options.reportsWhileSending
        default: false
        }
    }

    func summary(of entry: CampaignEntry) -> Reply {
        reply {
            $0.summary(
                account.snapshot(of: entry).summary(of: entry, in: account, options: options), id: entry.campaign.id)
        }
    }
}
