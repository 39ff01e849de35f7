import Engagement

extension MongoStore {
    /// By run: what it gives to the keys of the records that it sees. Run 0 has no start.
    func recordSources() async throws -> [RunNumber: RecordSource] {
        let runs = try await runs()
        let zero = [RunNumber(0): RecordSource(run: 0, generation: 0, startedAt: nil)]
        return runs.reduce(into: zero) { $0[$1.number] = RecordSource($1, among: runs) }
    }

    /// Sets the keys of contacts to those that the first runs that saw their records gave them: in one update, whose values are
    /// numbers and times only.
    /// - Parameter filter: which contacts.
    func setFirstKeys(_ filter: BSONDocument) async throws {
        let sources = try await recordSources().values.sorted { $0.run < $1.run }
        let numbers: BSONValue = ["$literal": .array(sources.map { .int32($0.run) })]
        func looked(up values: [BSONValue]) -> BSONValue {
            [
                "$let": [
                    "vars": ["index": ["$indexOfArray": [numbers, "$run"]]],
                    "in": [
                        "$cond": [
                            ["$gte": ["$$index", 0]], ["$arrayElemAt": [["$literal": .array(values)], "$$index"]], .null,
                        ]
                    ],
                ]
            ]
        }
        let start = looked(up: sources.map { $0.startedAt.map { BSONValue($0) } ?? .null })
        let generation = looked(up: sources.map { .int32($0.generation) })
        let values: BSONDocument = [
            "generation": ["$ifNull": [generation, .int32(0)]], "seen_run": "$run",
            "effective_at": [
                "$cond": [
                    ["$eq": [["$type": "$last_updated_at"], "date"]],
                    // Null is left out by `$min`.
                    ["$min": ["$last_updated_at", start]], "$$REMOVE",
                ]
            ],
        ]
        try await connection.write(
            .contacts,
            [
                .updateMany(
                    filter: filter.appending("run", ["$exists": true]), update: ["0": ["$set": .document(values)]])
            ])
    }
}
