import EmailOctopus
import Engagement
import EngagementStore

/// Syncs one campaign: walks the reports of its plan at the same time, reads the summary once more, and certifies each walk.
struct CampaignSync {
    let context: SyncContext
    let plan: CampaignPlan
    let openWalks: [ReportKind: OpenWalk]
    /// What is stored of the campaign, if that is known.
    let counts: Counts?
    /// Reports in which the store holds contacts that the provider no longer lists.
    let vanishedKinds: Set<ReportKind>

    private var campaign: Campaign { plan.record.campaign }

    /// - Throws: ``StoreError``, `CancellationError`, and ``APIError`` if the key is refused; other failures of the provider are in
    ///   the result.
    func run() async throws -> CampaignResult {
        context.onEvent(.campaignStarted(campaign))
        let before = if plan.walks.isEmpty { Counts() } else if let counts { counts } else { try await countStored() }
        let buffer = CampaignBuffer(
            store: context.store, run: context.run, campaignID: campaign.id, known: context.known, clock: context.clock)
        let walks: [ReportKind: FinishedWalk]
        do {
            walks = try await walkAll(into: buffer)
            try await buffer.flush()
        } catch {
            // Rows that were read are kept, also if the key is refused.
            try await buffer.flush()
            throw error
        }
        let isNotYet = !walks.isEmpty && walks.values.allSatisfy { meansNotYet($0.ending) }
        let summary = isNotYet ? Answer() : try await summaryAfterwards()
        let gained = await buffer.outcome.gained
        let certificates = try await certify(walks, summaryAfter: summary.value) { before.reported($0) + gained[$0, default: 0] }
        let links = isNotYet ? Answer(value: plan.record.links) : try await fetchLinks(summary: summary.value ?? plan.summary)
        try await save(summary: summary.value ?? plan.summary, links: links)
        let news = certificates.filter { $0.ending != .partialTwice && walks[$0.kind]?.isGivenUp != true }
        let result = CampaignResult(
            outcome: await buffer.outcome, certificates: certificates,
            brokenWalks: certificates.filter { $0.problem != nil && walks[$0.kind]?.mayPass == true }.map(\.kind),
            problems: news.compactMap(\.problem) + [summary.problem, links.problem].compactMap { $0 })
        context.onEvent(.campaignEnded(campaign, result))
        return result
    }

    private struct FinishedWalk: Sendable {
        var walk: ReportWalk
        var ending: ReportWalk.Ending

        /// True if the same walk may end better when it is done again.
        var mayPass: Bool {
            switch ending {
            case .complete, .looped: leftOut == 0
            case .broken(let error): error.mayPass
            case .unavailable, .unbounded: false
            }
        }

        var isGivenUp: Bool {
            if case .broken(let error) = ending { error.isGivenUp } else { false }
        }

        var leftOut: Int { walk.leftOut }

        /// True for a walk in a circle that has seen everything but the rows that could not be read.
        func hasAllButLeftOut(of expected: Int?) -> Bool {
            guard case .looped = ending, leftOut > 0, !walk.isResumed, let expected else { return false }
            return walk.progress.seen.count + leftOut >= expected
        }
    }

    private func walkAll(into buffer: CampaignBuffer) async throws -> [ReportKind: FinishedWalk] {
        guard campaign.status == .sending, let first = plan.walks.first else { return try await walk(plan.walks, into: buffer) }
        // While a campaign is being sent, the first report that isn't available yet stands for all: that costs one request a night.
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
            campaign: campaign, kind: kind, expected: plan.summary?.count(of: kind), context: context, buffer: buffer)
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

    /// True if the provider has no reports because the campaign is still being sent, which is no alarm.
    private func meansNotYet(_ ending: ReportWalk.Ending) -> Bool {
        guard campaign.status == .sending, case .unavailable(let error) = ending else { return false }
        return error.code == .notAvailable
    }

    /// A value from the provider, or why there is none.
    private struct Answer<Value> {
        var value: Value?
        var problem: String?
    }

    private func summaryAfterwards() async throws -> Answer<Summary> {
        guard !plan.walks.isEmpty else { return Answer() }
        do {
            return Answer(value: try await context.source.summary(of: campaign.id))
        } catch let error as APIError where error.code != .keyRefused {
            return Answer(
                problem: context.throttling.sentence(
                    error, "“\(campaign.title)”: the summary could not be read again after the reports. \(error)"))
        }
    }

    private func fetchLinks(summary: Summary?) async throws -> Answer<[LinkClicks]> {
        guard plan.fetchesLinks else { return Answer(value: plan.record.links) }
        do {
            let report = try await context.source.links(of: campaign.id)
            let conclusion = try await LinkReading(store: context.store).conclude(
                report, of: plan.record, summary: summary, run: context.run, isFull: context.isFull)
            return Answer(value: conclusion.links, problem: conclusion.problem)
        } catch let error as APIError where error.code != .keyRefused {
            if error.code == .featureDisabled { return Answer(value: []) }
            // The summary moves on without them, so that only the missing certificate makes the next run ask for them again.
            return Answer(
                value: plan.record.links,
                problem: context.throttling.sentence(error, "“\(campaign.title)”: the links could not be read. \(error)"))
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

    private func countStored() async throws -> Counts { try await context.store.counts(of: campaign.id) }

    /// - Parameter stored: how many contacts are stored as reported: those of before, which of a new campaign are none, and those
    ///   that were gained; to count them again, the whole campaign would have to be read. It stays right while the reports are
    ///   certified: no participant is added, and those who are forgotten meanwhile were stored with all rows.
    private func certify(
        _ walks: [ReportKind: FinishedWalk], summaryAfter: Summary?, stored: (ReportKind) -> Int
    ) async throws -> [Certificate] {
        var certificates: [Certificate] = []
        for (kind, finished) in walks.sorted(by: { $0.key < $1.key }) {
            let walk = finished.walk
            var certificate = Certificate(
                campaignID: campaign.id, kind: kind, run: context.run, pages: walk.progress.pages, rows: walk.progress.rows,
                distinct: walk.progress.seen.count, forgotten: walk.forgotten.count, ending: .broken,
                expectedBefore: walk.expected, expectedAfter: (summaryAfter ?? plan.summary)?.count(of: kind),
                isResumed: walk.isResumed, endedAt: context.now())
            conclude(&certificate, from: finished)
            if certificate.isComplete, try await lacksForgotten(walk) {
                certificate.ending = .broken
                certificate.problem =
                    "\(name(of: kind)): the earlier reading stopped before it had counted the contacts that `forget` has removed. "
                    + "The report will be read again from its first page."
            }
            try await rememberForgotten(walk)
            let difference = certificate.isComplete ? try await vanishing(from: walk, stored: stored(kind)) : ([], [])
            try await context.store.endWalk(
                certificate, keepsCursor: keepsCursor(finished), vanished: difference.0, returned: difference.1)
            certificates.append(certificate)
        }
        return certificates
    }

    private func name(of kind: ReportKind) -> String { "“\(campaign.title)”, report \(kind.rawValue)" }

    /// Sets a certificate's ending, and its problem if there is one.
    private func conclude(_ certificate: inout Certificate, from finished: FinishedWalk) {
        let name = name(of: finished.walk.kind)
        let (seen, expected) = (certificate.distinct, certificate.expectedAfter)
        switch finished.ending {
        case .complete where finished.walk.isResumed && seen != expected && !certificate.countsRows:
            certificate.problem =
                "\(name): the resumed reading ended with \(seen) contacts, but "
                + (expected.map { "the summary says \($0)" } ?? "there is no summary")
                + ". The report will be read again from its first page."
        case .complete where finished.leftOut > 0, .looped where finished.hasAllButLeftOut(of: expected):
            let isKnown = plan.certificates[certificate.kind].map { certificate.isLike($0) } ?? false
            certificate.ending = isKnown ? .partialTwice : .partial
            certificate.problem =
                "\(name): \(finished.leftOut) \(finished.leftOut == 1 ? "row" : "rows") could not be read: "
                + "\(finished.walk.leftOutPlaces.prefix(3).joined(separator: "; "))"
                + (finished.leftOut > 3 ? "; and \(finished.leftOut - 3) more" : "") + ". All others are kept."
        case .complete:
            certificate.ending = .complete
        case .looped where finished.walk.hasAll(of: expected) && (!finished.walk.isResumed || seen == expected):
            certificate.ending = .completeLoop
        case .looped:
            certificate.ending = .looped
            certificate.problem =
                "\(name): EmailOctopus' pages lead in a circle after \(seen) of "
                + "\(expected.map(String.init) ?? "an unknown number of") contacts."
        case .unbounded:
            certificate.ending = .unbounded
            certificate.problem =
                "\(name): the report has more than \(seen) contacts, but "
                + (expected.map { "the summary says \($0)" } ?? "no list has so many")
                + ". The reading was stopped."
        case .unavailable where meansNotYet(finished.ending):
            certificate.ending = .notYet
        case .unavailable(let error) where error.code == .featureDisabled || isUntracked(finished.walk.kind, expected):
            certificate.ending = .disabled
        case .unavailable(let error):
            certificate.problem = "\(name): EmailOctopus refuses the report. \(error)"
        case .broken(let error):
            certificate.problem = "\(name): the reading stopped after \(seen) contacts. \(error)"
            _ = context.throttling.sentence(error, "")
        }
    }

    /// v2 has no code for tracking that is switched off: it refuses the report, and its summary counts nothing, or doesn't say.
    private func isUntracked(_ kind: ReportKind, _ expected: Int?) -> Bool {
        (kind == .opened || kind == .clicked) && expected ?? 0 == 0
    }

    private func keepsCursor(_ finished: FinishedWalk) -> Bool {
        if case .broken = finished.ending { true } else { false }
    }

    /// Stores the number of forgotten contacts, which count in the reconciliation. A forgotten person who is back under a new
    /// id gets a tombstone for that id, too.
    private func rememberForgotten(_ walk: ReportWalk) async throws {
        guard walk.forgotten.count > 0 else { return }
        try await context.store.raiseForgottenCount(campaign: campaign.id, kind: walk.kind, to: walk.forgotten.count)
        guard !walk.newlyForgottenIDs.isEmpty else { return }
        let tombstones = walk.newlyForgottenIDs.map(context.filter.tombstone(ofContact:))
        _ = try await context.store.forget(walk.newlyForgottenIDs, tombstones: tombstones)
        context.known.removeAll()
    }

    /// True for a resumed walk whose first part had forgotten contacts: their number is known for the last part only.
    private func lacksForgotten(_ walk: ReportWalk) async throws -> Bool {
        guard walk.isResumed, !context.filter.isEmpty else { return false }
        let stored = try await countStored().reported(walk.kind)
        return stored + walk.forgotten.count < walk.progress.seen.count
    }

    /// The contacts stored as reported that a complete walk no longer lists, and those that it lists again.
    /// - Parameter stored: how many are stored as reported.
    private func vanishing(from walk: ReportWalk, stored: Int) async throws -> (vanished: [ContactID], returned: [ContactID]) {
        let seen = walk.progress.seen
        // All contacts of the walk are stored: equal numbers are equal sets.
        if stored == seen.count - walk.forgotten.count, !vanishedKinds.contains(walk.kind) { return ([], []) }
        var (vanished, returned): ([ContactID], [ContactID]) = ([], [])
        for try await batch in context.store.reportedContacts(campaign: campaign.id, kind: walk.kind) {
            for contact in batch where seen.contains(contact.id) == contact.isVanished {
                // A contact that no walk has ever listed can't vanish.
                if ImportedContact.isID(contact.id) { continue }
                if contact.isVanished { returned.append(contact.id) } else { vanished.append(contact.id) }
            }
        }
        return (vanished, returned)
    }
}

extension Certificate {
    /// True if the report lists some contacts more than once, and its rows are what the summary counts: a mail to the same
    /// address may bounce softly, and then hard.
    var countsRows: Bool { kind == .bounced && rows > distinct && rows == expectedAfter }

    /// True if an earlier walk has left as much out, and the summary has not changed since.
    fileprivate func isLike(_ earlier: Certificate) -> Bool {
        [.partial, .partialTwice].contains(earlier.ending) && earlier.run != run && earlier.rows == rows
            && earlier.distinct == distinct && earlier.expectedAfter == expectedAfter
    }
}
