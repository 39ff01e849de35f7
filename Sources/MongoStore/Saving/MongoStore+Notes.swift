import Engagement
package import EngagementStore

extension MongoStore {
    package func note(_ note: StoreNote) async throws -> String? {
        try await connection.find(.notes, ["_id": .string(note.name)], decoding: Self.note).first?.value
    }

    package func notes() async throws -> [String: String] {
        Dictionary(
            try await connection.find(.notes, [:], decoding: Self.note).map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
    }

    private static func note(_ document: BSONDocument) throws(UnreadableValue) -> (name: String, value: String) {
        (try document.required("_id", \.string), try document.required("value", \.string))
    }

    package func saveNote(_ note: StoreNote, _ value: String?) async throws { try await saveNote(named: note.name, value) }

    func saveNote(named name: String, _ value: String?) async throws {
        let filter: BSONDocument = ["_id": .string(name)]
        let write: Write =
            value.map { .replace(filter: filter, with: filter.appending("value", .string($0))) } ?? .delete(filter: filter)
        try await changing { try await self.connection.write(.notes, [write]) }
    }

    package func acceptedDifferences() async throws -> [AcceptedDifference] {
        try await connection.find(.accepted, [:], .init(sort: ["_id": 1])) { document throws(UnreadableValue) in
            let (campaign, kind) = try Self.campaignAndKind(of: document)
            return AcceptedDifference(
                campaignID: campaign, kind: kind, difference: try document.required("difference", \.int))
        }
    }

    package func accept(_ difference: AcceptedDifference) async throws {
        let id = Self.key(difference.campaignID, difference.kind)
        let write = Write.replace(filter: ["_id": id], with: ["_id": id, "difference": BSONValue(difference.difference)])
        try await changing { try await self.connection.write(.accepted, [write]) }
    }

    /// The key of what is kept by campaign and report.
    static func key(_ campaign: CampaignID, _ kind: ReportKind) -> BSONValue {
        ["campaign_id": .string(campaign), "kind": .string(kind.rawValue)]
    }

    /// Reads ``key(_:_:)`` back.
    static func campaignAndKind(of document: BSONDocument) throws(UnreadableValue) -> (CampaignID, ReportKind) {
        let key = try document.required("_id", \.document)
        return (try key.required("campaign_id", \.string), try key.word("kind"))
    }
}
