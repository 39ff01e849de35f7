import Basics
import Engagement

/// Everything that is measured from the rows of one campaign but for who took part, which has parts of its own: a pure function of the
/// rows and of the sending time, in bytes that a store can keep until one of them changes.
struct MeasuredRows: Hashable {
    var campaign: CampaignMeasurement
    /// Of the parts that say who took part. A part that is not as it was when this was written is no part of it.
    var digests: [UInt64]

    var bytes: [UInt8] {
        var writer = CompactWriter()
        writer.append(digests) { $0.append(fixed: $1) }
        writer.append(campaign)
        var whole = CompactWriter()
        whole.append(fixed: FNV1a.hash(writer.bytes[...]))
        whole.append(writer.bytes[...])
        return whole.bytes
    }

    init(_ campaign: CampaignMeasurement, digests: [UInt64]) {
        self.campaign = campaign
        self.digests = digests
    }

    /// - Throws: ``CompactReader/Damaged`` for other bytes than were written.
    init(bytes: [UInt8]) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        guard try reader.fixed() == FNV1a.hash(bytes[reader.place...]) else { throw CompactReader.Damaged() }
        digests = try reader.array { (reader) throws(CompactReader.Damaged) in try reader.fixed() }
        campaign = try reader.campaignMeasurement()
        guard reader.isAtEnd else { throw CompactReader.Damaged() }
    }
}
