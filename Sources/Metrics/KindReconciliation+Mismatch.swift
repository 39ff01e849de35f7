package import Engagement

extension KindReconciliation {
    /// What does not match, as a clause: `8 of 18 opens could be read`.
    package var mismatch: String { [self].mismatch }

    /// How many rows are missing or extra; at least 1.
    package var mismatchSize: Int {
        guard let expected else { return 1 }
        let read = state == .over ? walked ?? stored : stored
        return max(expected.lowerBound - read, read - expected.upperBound, 1)
    }
}

extension [KindReconciliation] {
    /// What does not match, as clauses: `345 of 508 recipients and 8 of 18 opens could be read`.
    package var mismatch: String {
        var (read, others) = ([String](), [String]())
        for kind in self {
            switch (kind.state, kind.expected) {
            case (.over, let expected?):
                let listed = kind.walked ?? kind.stored
                others.append(
                    "EmailOctopus lists \(Format.count(listed)) \(UnknownReason.rows(kind.kind, listed)), but counts \(Format.count(expected.upperBound))"
                )
            case (_, let expected?):
                read.append(
                    "\(Format.count(kind.stored)) of \(Format.count(expected.lowerBound)) "
                        + UnknownReason.rows(kind.kind, expected.lowerBound))
            case (_, nil): others.append("the \(UnknownReason.rows(kind.kind)) were not read completely")
            }
        }
        let list = [read.dropLast().joined(separator: ", "), read.last ?? ""].filter { !$0.isEmpty }.joined(separator: " and ")
        return ((list.isEmpty ? [] : ["\(list) could be read"]) + others).joined(separator: "; ")
    }
}
