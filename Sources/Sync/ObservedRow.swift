import Engagement

/// One row of a report, ready to be merged.
struct ObservedRow {
    var participant: Participant
    var attributes: Attributes?
}
