package import EmailOctopus
package import Engagement

/// What a sync would ask the provider for about one campaign.
package struct CampaignPlan: Sendable {
    package var record: CampaignRecord
    /// The version that will be asked.
    package var version: APIVersion
    /// The summary before any walk; nil if it could not be read.
    package var summary: Summary?
    package var decisions: [ReportKind: Guidance.Decision] = [:]
    package var fetchesLinks = false
    /// The newest certificate of each report.
    package var certificates: [ReportKind: Certificate] = [:]
    /// Why the campaign can't be read, in a sentence; nil otherwise.
    package var problem: String?
    /// True if the provider has no reports of the campaign yet.
    package var isNotYet = false

    package var walks: [ReportKind] { ReportKind.allCases.filter { decisions[$0]?.walks == true } }

    /// The walks' pages, the links, and a summary after the walks.
    package var requests: Int {
        let pages = walks.reduce(0) { $0 + pageCount(for: summary?.count(of: $1)) }
        return pages + (walks.isEmpty ? 0 : 1) + (fetchesLinks ? 1 : 0)
    }

    /// One if nothing tells how many rows there are.
    private func pageCount(for rows: Int?) -> Int { max(1, ((rows ?? 0) + version.pageSize - 1) / version.pageSize) }
}
