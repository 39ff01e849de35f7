package import Engagement

/// A subscribed contact of a list, with the segments it is in.
package struct SegmentRow: Hashable, Sendable {
    package var list: ListID
    /// As EmailOctopus spells it.
    package var address: String
    package var fields: [FieldTag: FieldValue]
    package var segments: Set<SegmentFile>

    package init(list: ListID, address: String, fields: [FieldTag: FieldValue], segments: Set<SegmentFile>) {
        self.list = list
        self.address = address
        self.fields = fields
        self.segments = segments
    }

    /// Whether a file can hold the address as it is. One that a spreadsheet would take for a formula gets an apostrophe before it,
    /// and would be imported as another address.
    package var isWritable: Bool { ByteBuffer.guarded(address) == address }
}
