package import Engagement

/// What a merge changed.
package struct MergeOutcome: Hashable, Sendable {
    package var newParticipants: Int
    /// First reports by kind; kinds without any are left out.
    package var gained: [ReportKind: Int]
    /// Contacts whose record is new or was replaced.
    package var changedContacts: Int

    package init(newParticipants: Int = 0, gained: [ReportKind: Int] = [:], changedContacts: Int = 0) {
        self.newParticipants = newParticipants
        self.gained = gained
        self.changedContacts = changedContacts
    }

    /// Counts what a participant gained: the reports that list it now and did not before.
    /// - Parameter before: nil for a participant that was not stored.
    package mutating func count(_ now: FirstReported, before: FirstReported?) {
        if before == nil { newParticipants += 1 }
        for kind in ReportKind.allCases where now.isReported(kind) && before?.isReported(kind) != true {
            gained[kind, default: 0] += 1
        }
    }

    package static func += (left: inout MergeOutcome, right: MergeOutcome) {
        left.newParticipants += right.newParticipants
        left.changedContacts += right.changedContacts
        left.gained.merge(right.gained, uniquingKeysWith: +)
    }
}
