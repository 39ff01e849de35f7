/// The result of a bulk.
struct WriteResult: Sendable {
    var inserted = 0
    var matched = 0
    var modified = 0
    var upserted = 0
    var deleted = 0
    /// Positions in the bulk of the writes whose key was taken.
    var duplicates: [Int] = []

    static func += (left: inout WriteResult, right: WriteResult) {
        left.inserted += right.inserted
        left.matched += right.matched
        left.modified += right.modified
        left.upserted += right.upserted
        left.deleted += right.deleted
        left.duplicates += right.duplicates
    }
}

extension WriteResult {
    init(reply: BSONDocument) {
        func count(_ key: String) -> Int { Int(reply[key]?.integer ?? 0) }
        inserted = count("nInserted")
        matched = count("nMatched")
        modified = count("nModified")
        upserted = count("nUpserted")
        deleted = count("nRemoved")
        duplicates = (reply["writeErrors"]?.array ?? []).compactMap { error in
            error.document?["index"]?.integer.map(Int.init)
        }
    }
}
