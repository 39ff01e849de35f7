/// A CSV of one kind of change between the ends of two runs: on the page of a run, and in the folder that `compare` writes.
package enum ChangeFile: String, CaseIterable, Sendable {
    case newlyEngaged = "newly-engaged"
    case newParticipants = "new-participants"
    case newlyOpened = "newly-opened"
    case newlyClicked = "newly-clicked"
    case newlyBounced = "newly-bounced"
    case newlyComplained = "newly-complained"
    case newlyUnsubscribed = "newly-unsubscribed"
    case vanished, returned, wavered
    case changedAddresses = "changed-addresses"

    /// The name of the file in its folder.
    package var name: String { "\(rawValue).csv" }

    package init(_ change: ListingChange) {
        switch change {
        case .vanished: self = .vanished
        case .returned: self = .returned
        case .wavered: self = .wavered
        }
    }
}
