package import Engagement

/// Decides which reports are walked: only a proven report is skipped.
package enum Guidance {
    package enum Decision: Hashable, Sendable {
        case walk(Reason)
        case skip(Proof)

        package var walks: Bool {
            if case .walk = self { true } else { false }
        }
    }

    package enum Reason: String, Sendable {
        case everything = "every report is read"
        case neverWalked = "never read completely"
        case brokeOff = "the last reading broke off"
        case leftOut = "the last reading could not read all rows"
        case moved = "the summary has changed"
        case differs = "rows and summary differ"
        case rowsMissing = "the store has fewer rows than the last reading"
        case noTotal = "the summary does not give its total"
    }

    package enum Proof: String, Sendable {
        case agrees = "rows and summary agree"
        case differsForGood = "two readings agree, and the summary has not changed since"
        case agedOut = "EmailOctopus has dropped the rows; the store has them all"
        case unreadable = "no summary could be read"
        case notKept = "EmailOctopus keeps no such report of the campaign"
    }

    /// - Parameters:
    ///   - certificates: of this campaign and kind, newest first.
    ///   - expected: the summary's count now; nil if it is unknown.
    ///   - stored: contacts stored as reported, and forgotten ones.
    ///   - hasSummary: false if no summary could be read now.
    package static func decide(
        certificates: [Certificate], expected: Int?, stored: Int, isFull: Bool, hasSummary: Bool = false
    ) -> Decision {
        if isFull { return .walk(.everything) }
        if let newest = certificates.first, newest.ending == .disabled, expected ?? 0 <= stored {
            return .skip(.notKept)
        }
        if let newest = certificates.first, newest.ending == .partialTwice {
            guard let expected else { return hasSummary ? .walk(.noTotal) : .skip(.unreadable) }
            if stored < newest.distinct { return .walk(.rowsMissing) }
            return newest.expectedAfter == expected ? .skip(.differsForGood) : .walk(.moved)
        }
        if certificates.first?.ending == .partial { return .walk(.leftOut) }
        let complete = certificates.filter(\.isComplete)
        guard let last = complete.first else { return .walk(.neverWalked) }
        if let newest = certificates.first, !newest.isComplete { return .walk(.brokeOff) }
        // Without a total nothing tells whether rows have come.
        guard let expected else { return hasSummary ? .walk(.noTotal) : .skip(.unreadable) }

        let isUnchanged = last.expectedAfter == expected
        if last.distinct < expected, stored == expected, isUnchanged { return .skip(.agedOut) }
        if stored < last.distinct { return .walk(.rowsMissing) }
        if last.distinct == expected || (last.countsRows && isUnchanged) { return .skip(.agrees) }
        guard isUnchanged else { return .walk(.moved) }
        if complete.count > 1, complete[1].distinct == last.distinct, complete[1].expectedAfter == expected {
            return .skip(.differsForGood)
        }
        return .walk(.differs)
    }

    /// True for every 7th (14th, 21st …) run that finishes and covers the whole account. Runs that broke off or were rolled back
    /// don't count, so after a full run that didn't finish the next run is a full one.
    static func isFullRunDue(_ runs: [Run], every interval: Int) -> Bool {
        let finished = runs.count { $0.state.isFinished && $0.coversAccount }
        return (finished + 1) % interval == 0
    }

    /// How many runs come before the next full one, by the usual interval; 0 if the next one is full.
    package static func runsUntilFull(_ runs: [Run]) -> Int {
        let interval = SyncOptions().fullRunEvery
        return interval - 1 - runs.count { $0.state.isFinished && $0.coversAccount } % interval
    }
}
