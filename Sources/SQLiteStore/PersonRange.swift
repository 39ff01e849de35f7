import Engagement
import GRDB

/// Addresses that are read together, of which one page is made.
struct PersonRange {
    private static let count = 1_000

    let first: Person
    let last: Person
    /// True if there are no addresses behind it.
    let isLast: Bool

    /// The next addresses that anybody has, or had when the run ended (nil: now). Two indexes serve this; there is none for the past.
    /// - Returns: nil if there are none.
    static func next(behind last: Person?, asOf run: RunNumber?, _ db: Database) throws -> PersonRange? {
        func addresses(in table: String, _ condition: String) -> String {
            """
            SELECT * FROM (SELECT DISTINCT person FROM \(table)
            WHERE person IS NOT NULL \(last == nil ? "" : "AND person > :last") \(condition)
            ORDER BY person LIMIT :limit)
            """
        }
        let past = run.map { " UNION " + addresses(in: "journal", "AND run > \($0)") } ?? ""
        var arguments: StatementArguments = ["limit": count]
        if let last { arguments += ["last": last] }
        let people = try String.fetchAll(
            db, sql: "\(addresses(in: "contact", ""))\(past) ORDER BY person LIMIT :limit", arguments: arguments)
        guard let first = people.first, let end = people.last else { return nil }
        return PersonRange(first: first, last: end, isLast: people.count < count)
    }
}
