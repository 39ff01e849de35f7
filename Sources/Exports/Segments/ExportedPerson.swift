package import Engagement

/// All that files say of one person.
package struct ExportedPerson: Sendable {
    package var row: PersonRow
    /// One for each list of which the person is subscribed, and in a segment.
    package var segments: [SegmentRow]

    package init(_ row: PersonRow, segments: [SegmentRow]) {
        self.row = row
        self.segments = segments
    }
}
