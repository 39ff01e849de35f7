package import Engagement
import Foundation

/// What was measured of a campaign, kept until its rows change. The store does not look into it.
package struct KeptMeasure: Hashable, Sendable {
    /// Nil for what is measured of all campaigns together.
    package var campaignID: CampaignID?
    /// The change number of what was measured (``ChangeNumbers/Campaign/measures``, or ``ChangeNumbers/measures`` of all), read
    /// before the first row was.
    package var change: ChangeNumber
    /// Tells pieces of one measure apart; a piece must fit into a document of MongoDB, which has 16 MB.
    package var part: Int
    package var bytes: [UInt8]

    package init(campaignID: CampaignID?, change: ChangeNumber, part: Int = 0, bytes: [UInt8]) {
        self.campaignID = campaignID
        self.change = change
        self.part = part
        self.bytes = bytes
    }

    /// A value of the whole account, as JSON.
    package init(_ value: some Encodable, change: ChangeNumber) throws {
        self.init(campaignID: nil, change: change, bytes: Array(try JSONEncoder().encode(value)))
    }

    /// The value of such bytes; nil if they can't be read: they were damaged, or another build of this version kept them.
    package static func value<Value: Decodable>(of bytes: [UInt8], _: Value.Type = Value.self) -> Value? {
        try? JSONDecoder().decode(Value.self, from: Data(bytes))
    }
}

/// What is kept, and in which form: another version of a kind is another form, and replaces it.
package struct MeasureKind: Hashable, Sendable {
    package var name: String
    package var version: Int

    package init(_ name: String, version: Int) {
        self.name = name
        self.version = version
    }
}

extension StoreReader {
    /// What is kept of the whole account, valid or not.
    package func keptMeasure(_ kind: MeasureKind) async throws -> KeptMeasure? {
        for try await batch in keptMeasures(kind) {
            if let kept = batch.first(where: { $0.campaignID == nil }) { return kept }
        }
        return nil
    }
}
