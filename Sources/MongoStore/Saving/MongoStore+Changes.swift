package import Engagement
package import EngagementStore

extension MongoStore {
    package func changeNumbers() async throws -> ChangeNumbers {
        try await marks.flush(on: connection)
        let numbers = try await ChangeMarks.numbers(on: connection)
        marks.renew()
        return numbers
    }

    /// Runs a call that writes, and marks what it has changed when it ends.
    @discardableResult
    func changing<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        let result = try await body()
        try await marks.flush(on: connection)
        return result
    }

    // MARK: - Measures

    package func keptMeasures(_ kind: MeasureKind) -> RowBatches<KeptMeasure> {
        RowBatches(after: BSONValue.self) { last in
            var filter: BSONDocument = ["kind": .string(kind.name), "version": BSONValue(kind.version)]
            if let last { filter = filter.appending("_id", ["$gt": last]) }
            let documents = try await self.connection.find(
                .measures, filter, .init(sort: ["_id": 1], limit: Self.measuresAtOnce)
            ) { document throws(UnreadableValue) in
                let measure = KeptMeasure(
                    campaignID: try document.optional("campaign_id", \.string),
                    change: try document.required("change_number", \.integer),
                    part: try document.optional("part", \.int) ?? 0, bytes: try document.required("bytes", \.binary))
                return (measure: measure, id: document["_id"])
            }
            return (documents.map(\.measure), documents.count < Self.measuresAtOnce ? nil : documents.last?.id)
        }
    }

    /// Each may have a megabyte.
    private static let measuresAtOnce = 8

    package func keep(_ measures: [KeptMeasure], as kind: MeasureKind) async throws {
        try await connection.write(
            .measures,
            measures.map { measure in
                let campaign: BSONValue = measure.campaignID.map(BSONValue.string) ?? .null
                var id: BSONDocument = ["campaign_id": campaign, "kind": .string(kind.name)]
                if measure.part > 0 { id = id.appending("part", BSONValue(measure.part)) }
                return .replace(
                    filter: ["_id": .document(id)],
                    with: [
                        "_id": .document(id), "campaign_id": campaign, "kind": .string(kind.name),
                        "part": BSONValue(measure.part), "version": BSONValue(kind.version),
                        "change_number": .int64(measure.change), "bytes": .binary(measure.bytes),
                    ])
            })
    }

    // MARK: - Notifications

    package func notifyMemories() async throws -> [NotifyMemory] {
        try await connection.find(.notifyMemory, [:], .init(sort: ["_id": 1])) { document throws(UnreadableValue) in
            NotifyMemory(
                channel: try document.required("_id", \.string), state: try document.required("state", \.binary),
                savedAt: try document.required("saved_at", \.timestamp))
        }
    }

    package func keep(_ memory: NotifyMemory) async throws {
        let filter: BSONDocument = ["_id": .string(memory.channel)]
        try await connection.write(
            .notifyMemory,
            [
                .replace(
                    filter: filter,
                    with: filter.appending("state", .binary(memory.state)).appending("saved_at", BSONValue(memory.savedAt)))
            ])
    }

    // MARK: - Conflicting tags

    package func conflictingTags() async throws -> Set<FieldTag> {
        Set(
            try await connection.find(.conflictingTags, [:]) { document throws(UnreadableValue) in
                try document.required("_id", \.string)
            })
    }

    func add(conflictingTags tags: Set<FieldTag>) async throws {
        guard !tags.isEmpty else { return }
        let new = tags.subtracting(try await conflictingTags())
        try await connection.write(
            .conflictingTags, new.map { .replace(filter: ["_id": .string($0)], with: ["_id": .string($0)]) })
    }
}
