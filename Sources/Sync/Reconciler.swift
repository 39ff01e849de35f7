package import Engagement
package import EngagementStore

/// Compares what is stored with the provider's own totals (DESIGN §6). What is *reported* is compared; an open that a click implies
/// never disturbs it.
package struct Reconciler: Sendable {
    let records: [CampaignRecord]
    let certificates: [CampaignID: [ReportKind: [Certificate]]]
    let counts: [CampaignID: Counts]
    let forgotten: [CampaignID: [ReportKind: Int]]
    let vanished: [CampaignID: [ReportKind: Int]]
    let accepted: [CampaignID: [ReportKind: Int]]
    /// Runs that read files and asked nobody.
    let imports: Set<RunNumber>

    /// Reads all that is compared; nothing is asked of the provider.
    package init(store: any StoreReader) async throws {
        records = try await store.campaigns()
        certificates = Dictionary(grouping: try await store.certificates(), by: \.campaignID)
            .mapValues { Dictionary(grouping: $0, by: \.kind) }
        counts = try await store.counts(asOf: nil)
        forgotten = try await store.forgottenCounts()
        vanished = try await store.vanishedCounts()
        imports = Set(try await store.runs().filter { $0.api == Run.imported }.map(\.number))
        accepted = try await store.acceptedDifferences().reduce(into: [:]) {
            $0[$1.campaignID, default: [:]][$1.kind] = max($0[$1.campaignID]?[$1.kind] ?? 0, $1.difference)
        }
    }

    /// Every campaign that has reports, in ``Campaign`` order.
    package func reconcile() -> AccountReconciliation {
        let campaigns = records.filter { $0.campaign.status.hasReports }.map(reconcile)
        return AccountReconciliation(campaigns: campaigns, tripwires: tripwires())
    }

    /// S of DESIGN §6: contacts stored as reported, and forgotten ones.
    func stored(_ campaign: CampaignID, _ kind: ReportKind) -> Int {
        (counts[campaign]?.reported(kind) ?? 0) + (forgotten[campaign]?[kind] ?? 0)
    }

    private func reconcile(_ record: CampaignRecord) -> CampaignReconciliation {
        let kinds = ReportKind.allCases.map { kind in
            var result = Self.judge(
                kind: kind, isSending: record.campaign.status == .sending, isUnlisted: isUnlisted(record),
                certificates: certificates[record.id]?[kind] ?? [], summaryNow: record.summary?.count(of: kind),
                stored: stored(record.id, kind))
            if let known = accepted[record.id]?[kind], let difference = Self.difference(result) {
                result.isAccepted = difference <= known
            }
            return result
        }
        return CampaignReconciliation(campaignID: record.id, kinds: kinds)
    }

    /// True for a campaign that only files have told of: the provider has never been asked for it.
    private func isUnlisted(_ record: CampaignRecord) -> Bool {
        imports.contains(record.firstRun) && record.summary == nil && certificates[record.id] == nil
    }

    /// One campaign and kind.
    ///
    /// - Parameters:
    ///   - isSending: the provider may not have the report yet, which is no alarm.
    ///   - isUnlisted: there is nothing of the provider's to compare with.
    ///   - certificates: newest first.
    ///   - summaryNow: the summary's count when it was last read. Where it lies outside of what the last complete walk was
    ///     compared with, the provider has moved on since, and the newest word is what counts.
    static func judge(
        kind: ReportKind, isSending: Bool = false, isUnlisted: Bool = false, certificates: [Certificate], summaryNow: Int?,
        stored: Int
    ) -> KindReconciliation {
        var result = KindReconciliation(kind: kind, state: .incomplete, stored: stored, certificate: certificates.first)
        let complete = certificates.first(where: \.isComplete)
        result.walked = complete?.distinct
        result.expected = expected(complete, summaryNow: summaryNow)
        if isUnlisted {
            result.state = .unproven
            return result
        }
        result.state =
            certificates.isEmpty && isSending
            ? .notYet
            : state(
                certificates.first, hasCompleteWalk: complete != nil, walked: result.walked, expected: result.expected,
                stored: stored)
        return result
    }

    private static func state(
        _ newest: Certificate?, hasCompleteWalk: Bool, walked: Int?, expected: ClosedRange<Int>?, stored: Int
    ) -> KindReconciliation.State {
        switch newest?.ending {
        case nil: return .incomplete
        // What broke off proves nothing, and takes nothing of what the walk before it has proven.
        case .broken, .looped: if !hasCompleteWalk { return .incomplete }
        case .notYet: return .notYet
        case .disabled where (expected?.upperBound ?? 0) <= stored: return .notYet
        case .disabled, .complete, .completeLoop: break
        }
        guard let expected else { return .unproven }
        let walked = walked ?? stored
        if stored < expected.lowerBound { return .short }
        if stored > expected.upperBound { return walked > expected.upperBound ? .over : .retained }
        if walked < stored { return .retained }
        return expected.lowerBound == expected.upperBound ? .exact : .moving
    }

    private static func expected(_ complete: Certificate?, summaryNow: Int?) -> ClosedRange<Int>? {
        let around = [complete?.expectedBefore, complete?.expectedAfter].compactMap { $0 }
        if let low = around.min(), let high = around.max() {
            guard let summaryNow, !(low...high).contains(summaryNow) else { return low...high }
            return summaryNow...summaryNow
        }
        return summaryNow.map { $0...$0 }
    }

    /// How far the stored rows lie outside of what the summary says; nil where they don't, or where nothing can be compared.
    package static func difference(_ result: KindReconciliation) -> Int? {
        guard let expected = result.expected else { return nil }
        return switch result.state {
        case .short: expected.lowerBound - result.stored
        case .over: result.stored - expected.upperBound
        default: nil
        }
    }
}
