package import Engagement
import Foundation

/// What was measured of a campaign, kept until its rows change. The store does not look into it.
package struct KeptMeasure: Hashable, Sendable {
    /// Nil for what is measured of all campaigns together.
    package var campaignID: CampaignID?
    /// The change number of what was measured (``ChangeNumbers/Campaign/measures``, or ``ChangeNumbers/measures`` of all), read
    /// before the first row was.
    package var change: ChangeNumber
    package var bytes: [UInt8]

    package init(campaignID: CampaignID?, change: ChangeNumber, bytes: [UInt8]) {
        self.campaignID = campaignID
        self.change = change
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
    /// What is kept of campaigns that have not changed since, by campaign; nil is the whole account. Of the present state only:
    /// readings as of a run never use it.
    /// - Parameter numbers: read before everything that is combined with the answer.
    package func keptMeasures(_ kind: MeasureKind, at numbers: ChangeNumbers) async throws -> [CampaignID?: [UInt8]] {
        var valid: [CampaignID?: [UInt8]] = [:]
        for kept in try await keptMeasures(kind) {
            let newest = kept.campaignID.map { numbers[$0].measures } ?? numbers.measures
            if kept.change == newest { valid[kept.campaignID] = kept.bytes }
        }
        return valid
    }
}
