package import Engagement
package import EngagementStore

/// Compares what is stored with the provider's own totals. Only what is *reported* is compared; an open that a click implies
/// does not count.
package struct Reconciler: Sendable {
    let records: [CampaignRecord]
    let certificates: [CampaignID: [ReportKind: [Certificate]]]
    let counts: [CampaignID: Counts]
    let forgotten: [CampaignID: [ReportKind: Int]]
    let vanished: [CampaignID: [ReportKind: Int]]
    let accepted: [CampaignID: [ReportKind: Int]]
    /// Campaigns that came from files or from the old scripts' database and of which the provider has given nothing.
    let unlisted: Set<CampaignID>
    /// Contacts that are stored as opened or clicked, and not as sent; only where they are many.
    let strangers: [CampaignID: [ReportKind: Int]]
    /// Campaigns that no run was asked to read yet.
    let unread: Set<CampaignID>

    /// Reads all that is compared from the store; sends no request.
    /// - Parameter known: what is stored of each campaign now; nil counts it.
    package init(store: any StoreReader, counts known: [CampaignID: Counts]? = nil) async throws {
        let records = try await store.campaigns()
        let certificates = Dictionary(grouping: try await store.certificates(), by: \.campaignID)
            .mapValues { Dictionary(grouping: $0, by: \.kind) }
        self.records = records
        self.certificates = certificates
        counts = if let known { known } else { try await store.counts(asOf: nil) }
        forgotten = try await store.forgottenCounts()
        vanished = try await store.vanishedCounts()
        let unproven = records.filter { $0.summary == nil && certificates[$0.id] == nil }
        let unlisted = try await Self.takenOver(among: unproven, in: store)
        self.unlisted = unlisted
        unread = try await Self.unread(among: unproven.filter { !unlisted.contains($0.id) }, in: store)
        accepted = try await store.acceptedDifferences().reduce(into: [:]) {
            $0[$1.campaignID, default: [:]][$1.kind] = max($0[$1.campaignID]?[$1.kind] ?? 0, $1.difference)
        }
        strangers = try await Self.strangers(records, counts: counts, in: store)
    }

    /// Every campaign that has reports, in ``Campaign`` order.
    package func reconcile() -> AccountReconciliation {
        let withReports = records.filter(\.hasReports)
        return AccountReconciliation(
            campaigns: withReports.filter { !unread.contains($0.id) }.map(reconcile), tripwires: tripwires(),
            unread: withReports.map(\.id).filter(unread.contains))
    }

    /// The contacts stored as reported, plus the forgotten ones.
    func stored(_ campaign: CampaignID, _ kind: ReportKind) -> Int {
        (counts[campaign]?.reported(kind) ?? 0) + (forgotten[campaign]?[kind] ?? 0)
    }

    private func reconcile(_ record: CampaignRecord) -> CampaignReconciliation {
        let kinds = ReportKind.allCases.map { kind in
            var result = Self.reconcile(
                kind: kind, isSending: record.campaign.status == .sending, isUnlisted: unlisted.contains(record.id),
                certificates: certificates[record.id]?[kind] ?? [], summaryNow: record.summary?.count(of: kind),
                stored: stored(record.id, kind))
            if let known = accepted[record.id]?[kind], let difference = Self.difference(result) {
                result.isAccepted = difference <= known
            }
            return result
        }
        return CampaignReconciliation(campaignID: record.id, kinds: kinds)
    }

    /// Those campaigns that an import, or the adoption of the old scripts' data, has brought: the provider may not list them.
    static func takenOver(
        among records: [CampaignRecord], in store: any StoreReader
    ) async throws -> Set<CampaignID> {
        guard !records.isEmpty else { return [] }
        let imports = Set(try await store.runs().filter { $0.api == Run.imported }.map(\.number))
        var takenOver: Set<CampaignID> = []
        for record in records {
            // Run 0 stands for what the database held before the first run.
            if record.firstRun == 0 || imports.contains(record.firstRun) {
                takenOver.insert(record.id)
            } else if try await store.note(.adoptedCampaign(record.id)) != nil {
                takenOver.insert(record.id)
            }
        }
        return takenOver
    }

    /// Those campaigns that were listed only by runs that were asked for others.
    private static func unread(
        among records: [CampaignRecord], in store: any StoreReader
    ) async throws -> Set<CampaignID> {
        guard !records.isEmpty else { return [] }
        let covering = try await store.runs().filter { $0.coversAccount && $0.state != .rolledBack }.map(\.number).max() ?? 0
        return Set(records.filter { $0.firstRun > covering }.map(\.id))
    }

    /// Compares one report of one campaign.
    ///
    /// - Parameters:
    ///   - isSending: true if the provider may not have the report yet, which is no alarm.
    ///   - isUnlisted: true if the provider has given nothing to compare with.
    ///   - certificates: newest first.
    ///   - summaryNow: the summary's count when it was last read. If it lies outside the range that the last complete walk was
    ///     compared with, the provider has changed it since, and the newest count is used.
    static func reconcile(
        kind: ReportKind, isSending: Bool = false, isUnlisted: Bool = false, certificates: [Certificate], summaryNow: Int?,
        stored: Int
    ) -> KindReconciliation {
        var result = KindReconciliation(kind: kind, state: .incomplete, stored: stored, certificate: certificates.first)
        let complete = certificates.first { $0.isComplete || $0.ending == .partialTwice }
        result.walked = complete?.distinct
        result.expected = expected(complete, summaryNow: summaryNow)
        if isUnlisted {
            result.state = .unproven
            return result
        }
        // Where rows are what the summary counts, a contact's further rows are as good as contacts.
        let repeated = complete.map { $0.countsRows ? $0.rows - $0.distinct : 0 } ?? 0
        result.state =
            certificates.isEmpty && isSending
            ? .notYet
            : state(
                certificates.first, hasCompleteWalk: complete != nil, walked: result.walked.map { $0 + repeated },
                expected: result.expected, stored: stored + repeated)
        return result
    }

    private static func state(
        _ newest: Certificate?, hasCompleteWalk: Bool, walked: Int?, expected: ClosedRange<Int>?, stored: Int
    ) -> KindReconciliation.State {
        switch newest?.ending {
        case nil: return .incomplete
        // A walk that broke off proves nothing, and leaves what an earlier walk has proven.
        case .broken, .looped, .partial: if !hasCompleteWalk { return .incomplete }
        case .unbounded: return stored > expected?.upperBound ?? .max ? .over : .incomplete
        case .notYet: return .notYet
        case .disabled where expected?.upperBound ?? 0 == 0: return .disabled
        // What an earlier walk has proven stays so. Without one, the provider counts what it refuses to list.
        case .disabled: if !hasCompleteWalk || stored < expected?.upperBound ?? 0 { return .incomplete }
        case .complete, .completeLoop, .partialTwice: break
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

    /// How far the stored rows are outside the summary's range; nil if they are inside, or if nothing can be compared.
    package static func difference(_ result: KindReconciliation) -> Int? {
        guard let expected = result.expected else { return nil }
        return switch result.state {
        case .short: expected.lowerBound - result.stored
        case .over: result.stored - expected.upperBound
        case .incomplete where result.certificate?.ending == .partial:
            max(0, expected.lowerBound - result.stored, result.stored - expected.upperBound)
        default: nil
        }
    }
}
