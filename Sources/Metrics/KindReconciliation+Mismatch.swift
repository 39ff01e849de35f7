package import Engagement

extension KindReconciliation {
    /// What does not match, as a clause: `8 of 18 opens could be read`.
    package var mismatch: String {
        let rows = UnknownReason.rows(kind)
        return switch (state, expected) {
        case (.over, let expected?):
            "EmailOctopus lists \(Format.count(walked ?? stored)) \(rows), but counts \(Format.count(expected.upperBound))"
        case (_, let expected?): "\(Format.count(stored)) of \(Format.count(expected.lowerBound)) \(rows) could be read"
        case (_, nil): "the \(rows) were not read completely"
        }
    }

    /// How many rows are missing or extra; at least 1.
    package var mismatchSize: Int {
        guard let expected else { return 1 }
        let read = state == .over ? walked ?? stored : stored
        return max(expected.lowerBound - read, read - expected.upperBound, 1)
    }
}
