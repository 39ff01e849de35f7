import Engagement
package import EngagementStore

extension MongoStore {
    package func note(_ note: StoreNote) async throws -> String? {
        try await connection.find(.notes, ["_id": .string(note.name)]).first?["value"]?.string
    }

    package func saveNote(_ note: StoreNote, _ value: String?) async throws { try await saveNote(named: note.name, value) }

    func saveNote(named name: String, _ value: String?) async throws {
        let filter: BSONDocument = ["_id": .string(name)]
        let write: Write =
            value.map { .replace(filter: filter, with: filter.appending("value", .string($0))) } ?? .delete(filter: filter)
        try await connection.write(.notes, [write])
    }

    package func acceptedDifferences() async throws -> [AcceptedDifference] {
        try await connection.find(.accepted, [:], .init(sort: ["_id": 1])).compactMap { document in
            guard let campaign = document["_id", "campaign_id"]?.string,
                let kind = document["_id", "kind"]?.string.flatMap(ReportKind.init)
            else { return nil }
            return AcceptedDifference(campaignID: campaign, kind: kind, difference: document["difference"]?.int ?? 0)
        }
    }

    package func accept(_ difference: AcceptedDifference) async throws {
        let id = Self.key(difference.campaignID, difference.kind)
        try await connection.write(
            .accepted,
            [.replace(filter: ["_id": id], with: ["_id": id, "difference": BSONValue(difference.difference)])])
    }

    /// The key of what is kept by campaign and report.
    static func key(_ campaign: CampaignID, _ kind: ReportKind) -> BSONValue {
        ["campaign_id": .string(campaign), "kind": .string(kind.rawValue)]
    }
}
