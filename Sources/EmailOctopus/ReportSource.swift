package import Engagement

/// The provider, through any version of its API. Every method throws ``APIError`` or `CancellationError`.
///
/// A page is asked for with the cursor that the page before gave. Walking, stopping and starting again is the caller's task.
package protocol ReportSource: Sendable {
    var version: APIVersion { get }

    /// Newest first, but not strictly; drafts included.
    func campaigns(after cursor: String?) async throws -> Page<Campaign>

    func summary(of campaign: CampaignID) async throws -> Summary

    /// Clicks by URL; what of the report could not be read is in the result.
    func links(of campaign: CampaignID) async throws -> ListedLinks

    func report(_ kind: ReportKind, of campaign: CampaignID, after cursor: String?) async throws -> Page<ReportRow>

    /// The same without the records that are known; such a row has ``ReportRow/isKnown``.
    func report(
        _ kind: ReportKind, of campaign: CampaignID, after cursor: String?, knowing known: KnownRecords
    ) async throws -> Page<ReportRow>

    func lists(after cursor: String?) async throws -> Page<ListedList>

    /// Contacts of a list in one status (`subscribed`, `unsubscribed`, `pending`); with `updatedSince`, those whose record
    /// changed at that time or later (v2 only, ignored by v1.6).
    func contacts(
        of list: ListID, status: String, updatedSince: Timestamp?, after cursor: String?
    ) async throws -> Page<ListedContact>
}

extension ReportSource {
    package func report(
        _ kind: ReportKind, of campaign: CampaignID, after cursor: String?, knowing known: KnownRecords
    ) async throws -> Page<ReportRow> {
        try await report(kind, of: campaign, after: cursor)
    }
}
