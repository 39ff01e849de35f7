package import Engagement

/// Decides which reports have to be walked: only what is proven is skipped (DESIGN §5).
package enum Guidance {
    package enum Decision: Hashable, Sendable {
        case walk(Reason)
        case skip(Proof)

        package var walks: Bool {
            if case .walk = self { true } else { false }
        }
    }

    package enum Reason: String, Sendable {
        case everything = "everything is walked"
        case neverWalked = "never walked to its end"
        case brokeOff = "the last walk broke off"
        case moved = "the summary moved"
        case differs = "rows and summary differ"
        case rowsMissing = "the store has fewer rows than the last walk saw"
        case noSummary = "there is no summary to go by"
    }

    package enum Proof: String, Sendable {
        case agrees = "rows and summary agree"
        case differsForGood = "two walks agreed with each other, and the summary has not changed since"
        case agedOut = "the provider has dropped the rows; the store has them all"
        case unreadable = "no summary could be read"
        case notKept = "the provider keeps no such report of the campaign"
    }

    /// - Parameters:
    ///   - certificates: of this campaign and kind, newest first.
    ///   - expected: the summary's count now.
    ///   - stored: contacts stored as reported, and forgotten ones.
    package static func decide(certificates: [Certificate], expected: Int?, stored: Int, isFull: Bool) -> Decision {
        if isFull { return .walk(.everything) }
        if let newest = certificates.first, newest.ending == .disabled, let expected, expected <= stored {
            return .skip(.notKept)
        }
        let complete = certificates.filter(\.isComplete)
        guard let last = complete.first else { return .walk(.neverWalked) }
        if let newest = certificates.first, !newest.isComplete { return .walk(.brokeOff) }
        guard let expected else { return .skip(.unreadable) }

        let isUnchanged = last.expectedAfter == expected
        if last.distinct < expected, stored == expected, isUnchanged { return .skip(.agedOut) }
        if stored < last.distinct { return .walk(.rowsMissing) }
        if last.distinct == expected { return .skip(.agrees) }
        guard isUnchanged else { return .walk(.moved) }
        if complete.count > 1, complete[1].distinct == last.distinct, complete[1].expectedAfter == expected {
            return .skip(.differsForGood)
        }
        return .walk(.differs)
    }

    /// True for the 7th, the 14th, the 21st run … that finishes and looks at every campaign. What broke off or was taken back
    /// doesn't count, so a run that was to walk everything and didn't come to its end is followed by one that will.
    static func isFullRunDue(_ runs: [Run], every interval: Int) -> Bool {
        let finished = runs.count { $0.state.isFinished && $0.coversAccount }
        return (finished + 1) % interval == 0
    }
}
