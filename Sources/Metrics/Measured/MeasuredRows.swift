package import Basics
import Engagement

/// Everything that is measured from the rows of one campaign: a pure function of them and of the sending time, in bytes that a
/// store can keep until one of them changes.
package struct MeasuredRows: Hashable, Sendable {
    package let campaign: CampaignMeasurement
    /// Who took part, of those with an address.
    package let people: PackedPeople

    package init(_ campaign: CampaignMeasurement, people: PackedPeople) {
        self.campaign = campaign
        self.people = people
    }

    /// The form of ``bytes``; raised with every change of it, or of what is measured.
    package static let version = 3

    package var bytes: [UInt8] {
        var writer = CompactWriter()
        writer.append(campaign)
        writer.append(people.bytes.count)
        return writer.bytes + people.bytes
    }

    /// - Throws: ``CompactReader/Damaged`` for bytes of another form.
    package init(bytes: [UInt8]) throws(CompactReader.Damaged) {
        var reader = CompactReader(bytes)
        campaign = try reader.campaignMeasurement()
        guard try reader.int() == bytes.count - reader.place else { throw CompactReader.Damaged() }
        people = try PackedPeople(Array(bytes[reader.place...]))
    }
}
