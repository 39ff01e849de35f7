import Engagement

/// A participant, and one of the reports that list it or listed it.
struct ListedParticipant: Sendable {
    var kind: ReportKind
    var row: ParticipantRow
}
