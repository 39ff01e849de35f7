import EmailOctopus
import Engagement
import EngagementStore

/// Syncs one campaign: walks the reports its plan names side by side, reads the summary once more, and certifies each walk.
struct CampaignSync {
    let context: SyncContext
    let plan: CampaignPlan
    let openWalks: [ReportKind: OpenWalk]
    /// Reports in which the store holds contacts that the provider no longer lists.
    let vanishedKinds: Set<ReportKind>

    private var campaign: Campaign { plan.record.campaign }

    /// - Throws: ``StoreError``, `CancellationError`, and ``APIError`` if the key is refused; what else the provider fails at is
    ///   in the result.
    func run() async throws -> CampaignResult {
        context.report(.campaignStarted(campaign))
        let buffer = CampaignBuffer(store: context.store, run: context.run, campaignID: campaign.id)
        let walks: [ReportKind: FinishedWalk]
        do {
            walks = try await walkAll(into: buffer)
            try await buffer.flush()
        } catch {
            // Also when the key is refused: what was found stays.
            try await buffer.flush()
            throw error
        }
        let isNotYet = !walks.isEmpty && walks.values.allSatisfy { meansNotYet($0.ending) }
        let summary = isNotYet ? Answer() : try await summaryAfterwards()
        let certificates = try await certify(walks, summaryAfter: summary.value)
        let links = isNotYet ? Answer(value: plan.record.links) : try await fetchLinks()
        try await save(summary: summary.value ?? plan.summary, links: links)
        let merged = await buffer.outcome
        let problems = certificates.compactMap(\.problem) + [summary.problem, links.problem].compactMap { $0 }
        let result = CampaignResult(
            outcome: .init(newParticipants: merged.newParticipants, gained: merged.gained), certificates: certificates,
            brokenWalks: certificates.filter { $0.problem != nil && walks[$0.kind]?.isRefused != true }.map(\.kind),
            problems: problems)
        context.report(.campaignEnded(campaign, result))
        return result
    }

    private struct FinishedWalk: Sendable {
        var walk: ReportWalk
        var ending: ReportWalk.Ending

        var isRefused: Bool {
            if case .unavailable = ending { true } else { false }
        }
    }

    private func walkAll(into buffer: CampaignBuffer) async throws -> [ReportKind: FinishedWalk] {
        guard campaign.status == .sending, let first = plan.walks.first else { return try await walk(plan.walks, into: buffer) }
        // While a campaign is being sent, one report that isn't there yet stands for all: a night costs one request for it.
        var walks = try await walk([first], into: buffer)
        let others = plan.walks.dropFirst()
        if let ending = walks[first]?.ending, meansNotYet(ending) {
            for kind in others { walks[kind] = FinishedWalk(walk: newWalk(kind, into: buffer), ending: ending) }
        } else {
            walks.merge(try await walk(Array(others), into: buffer)) { $1 }
        }
        return walks
    }

    private func newWalk(_ kind: ReportKind, into buffer: CampaignBuffer) -> ReportWalk {
        ReportWalk(
            campaign: campaign, kind: kind, run: context.run, expected: plan.summary?.count(of: kind), source: context.source,
            buffer: buffer, filter: context.filter,
            onPage: { [context, campaign] in context.report(.page(campaign, kind, rows: $0)) })
    }

    private func walk(_ kinds: [ReportKind], into buffer: CampaignBuffer) async throws -> [ReportKind: FinishedWalk] {
        try await withThrowingTaskGroup(of: FinishedWalk.self) { group in
            for kind in kinds {
                var walk = newWalk(kind, into: buffer)
                let open = context.resumes ? openWalks[kind] : nil
                group.addTask {
                    let ending = try await walk.walk(resuming: open)
                    return FinishedWalk(walk: walk, ending: ending)
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.walk.kind] = $1 }
        }
    }

    /// The provider has no reports of a campaign that is still being sent: no alarm.
    private func meansNotYet(_ ending: ReportWalk.Ending) -> Bool {
        guard campaign.status == .sending, case .unavailable(let error) = ending else { return false }
        return error.code == .notAvailable
    }

    /// A value of the provider's, or why there is none.
    private struct Answer<Value> {
        var value: Value?
        var problem: String?
    }

    private func summaryAfterwards() async throws -> Answer<Summary> {
        guard !plan.walks.isEmpty else { return Answer() }
        do {
            return Answer(value: try await context.source.summary(of: campaign.id))
        } catch let error as APIError where error.code != .keyRefused {
            return Answer(problem: "The summary after the walks of “\(campaign.title)” could not be read. \(error)")
        }
    }

    private func fetchLinks() async throws -> Answer<[LinkClicks]> {
        guard plan.fetchesLinks else { return Answer(value: plan.record.links) }
        do {
            return Answer(value: try await context.source.links(of: campaign.id))
        } catch let error as APIError where error.code != .keyRefused {
            if error.code == .featureDisabled { return Answer(value: []) }
            // Without links in the record they are asked for again in the next run.
            return Answer(problem: "The links of “\(campaign.title)” could not be read. \(error)")
        }
    }

    private func save(summary: Summary?, links: Answer<[LinkClicks]>) async throws {
        var record = plan.record
        record.summary = summary ?? record.summary
        record.links = links.value
        guard record != plan.record else { return }
        try await context.store.saveCampaigns([record], run: context.run)
    }

    // MARK: Certificates

    private func certify(_ walks: [ReportKind: FinishedWalk], summaryAfter: Summary?) async throws -> [Certificate] {
        guard !walks.isEmpty else { return [] }
        var certificates: [Certificate] = []
        // Once for all reports, as counting reads the whole campaign. It holds while they are certified: nobody comes, and whoever
        // is forgotten meanwhile was stored when all that was seen was.
        let stored = try await context.store.counts(of: campaign.id)
        for (kind, finished) in walks.sorted(by: { $0.key < $1.key }) {
            let walk = finished.walk
            var certificate = Certificate(
                campaignID: campaign.id, kind: kind, run: context.run, pages: walk.pages, rows: walk.rows,
                distinct: walk.seen.count, forgotten: walk.forgotten.count, ending: .broken,
                expectedBefore: walk.expected, expectedAfter: (summaryAfter ?? plan.summary)?.count(of: kind),
                isResumed: walk.isResumed, endedAt: context.now())
            judge(finished, certificate: &certificate)
            if certificate.isComplete, try await lacksForgotten(walk) {
                certificate.ending = .broken
                certificate.problem =
                    "“\(campaign.title)”, report \(kind.rawValue): where the walk broke off, it had not yet counted "
                    + "whom `forget` has removed; it will be walked anew."
            }
            try await rememberForgotten(walk)
            let difference = certificate.isComplete ? try await vanishing(from: walk, stored: stored.reported(kind)) : ([], [])
            try await context.store.endWalk(
                certificate, keepsCursor: keepsCursor(finished), vanished: difference.0, returned: difference.1)
            certificates.append(certificate)
        }
        return certificates
    }

    private func judge(_ finished: FinishedWalk, certificate: inout Certificate) {
        let name = "“\(campaign.title)”, report \(finished.walk.kind.rawValue)"
        let (seen, expected) = (finished.walk.seen.count, certificate.expectedAfter)
        switch finished.ending {
        case .complete where finished.walk.isResumed && seen != expected:
            certificate.problem =
                "\(name): the walk that was taken up again ended with \(seen) contacts, "
                + "the summary says \(expected.map(String.init) ?? "nothing"); it will be walked anew."
        case .complete:
            certificate.ending = .complete
        case .looped where finished.walk.hasAll(of: expected) && (!finished.walk.isResumed || seen == expected):
            certificate.ending = .completeLoop
        case .looped:
            certificate.ending = .looped
            certificate.problem =
                "\(name): the provider's pages lead in a circle after \(seen) of "
                + "\(expected.map(String.init) ?? "an unknown number of") contacts."
        case .unavailable where meansNotYet(finished.ending):
            certificate.ending = .notYet
        case .unavailable(let error) where error.code == .featureDisabled || isUntracked(finished.walk.kind, expected):
            certificate.ending = .disabled
        case .unavailable(let error):
            certificate.problem = "\(name): the provider refuses it. \(error)"
        case .broken(let words):
            certificate.problem = "\(name): broke off after \(seen) contacts. \(words)"
        }
    }

    /// v2 has no word for tracking that is switched off: it refuses the report, and its summary counts nothing.
    private func isUntracked(_ kind: ReportKind, _ expected: Int?) -> Bool {
        (kind == .opened || kind == .clicked) && expected == 0
    }

    private func keepsCursor(_ finished: FinishedWalk) -> Bool {
        if case .broken = finished.ending { true } else { false }
    }

    /// Forgotten people count in the reconciliation, and whoever came back under a new id gets a tombstone for that id, too.
    private func rememberForgotten(_ walk: ReportWalk) async throws {
        guard walk.forgotten.count > 0 else { return }
        try await context.store.raiseForgottenCount(campaign: campaign.id, kind: walk.kind, to: walk.forgotten.count)
        guard !walk.newlyForgottenIDs.isEmpty else { return }
        let tombstones = walk.newlyForgottenIDs.map(context.filter.tombstone(ofContact:))
        _ = try await context.store.forget(walk.newlyForgottenIDs, tombstones: tombstones)
    }

    /// True for a walk that was taken up again and whose first part had seen forgotten people: how many is known only of this part.
    private func lacksForgotten(_ walk: ReportWalk) async throws -> Bool {
        guard walk.isResumed, !context.filter.isEmpty else { return false }
        return try await context.store.counts(of: campaign.id).reported(walk.kind) + walk.forgotten.count < walk.seen.count
    }

    /// The contacts stored as reported that a complete walk no longer saw, and those it sees again.
    /// - Parameter stored: how many are stored as reported.
    private func vanishing(from walk: ReportWalk, stored: Int) async throws -> (vanished: [ContactID], returned: [ContactID]) {
        // All that the walk saw is stored: equal numbers are equal sets.
        if stored == walk.seen.count - walk.forgotten.count, !vanishedKinds.contains(walk.kind) { return ([], []) }
        var (vanished, returned): ([ContactID], [ContactID]) = ([], [])
        for try await batch in context.store.reportedContacts(campaign: campaign.id, kind: walk.kind) {
            for contact in batch where walk.seen.contains(contact.id) == contact.isVanished {
                // No walk has ever listed it, so none can miss it.
                if ImportedContact.isID(contact.id) { continue }
                if contact.isVanished { returned.append(contact.id) } else { vanished.append(contact.id) }
            }
        }
        return (vanished, returned)
    }
}
