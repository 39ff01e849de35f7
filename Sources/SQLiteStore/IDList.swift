import Engagement

/// Looks up ids in bulk: they are passed as one JSON text, as SQLite limits the number of arguments, and a statement for
/// each id would be slow.
enum IDList {
    /// The number of ids in one statement: enough to hide a statement's cost, few enough to hold in memory.
    static let maximumCount = 1_000

    static func json(_ ids: some Sequence<String>) -> String {
        var output = "["
        for id in ids {
            if output.utf8.count > 1 { output += "," }
            CanonicalJSON.append(id, to: &output)
        }
        return output + "]"
    }
}
