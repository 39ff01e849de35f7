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

    package static func += (left: inout MergeOutcome, right: MergeOutcome) {
        left.newParticipants += right.newParticipants
        left.changedContacts += right.changedContacts
        left.gained.merge(right.gained, uniquingKeysWith: +)
    }
}
