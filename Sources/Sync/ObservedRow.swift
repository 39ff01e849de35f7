import EmailOctopus
import Engagement

/// One row of a report, ready to be merged.
struct ObservedRow {
    var participant: Participant
    var attributes: Attributes?
    /// Of the attributes' bytes; nil if they have none that can be recognised.
    var digest: RecordDigest?
}
