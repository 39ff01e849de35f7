import Engagement
import Logging

/// What a message is about, as the member `event` of its line of JSON.
enum LogEventName: String {
    case message, warning, listed, planned, paused, problem, mismatch, synced, published, failed
    case contactsRead = "contacts_read"
    case campaignRead = "campaign_read"

    static let key = "event"

    func metadata(_ facts: [LogFact]) -> Logger.Metadata {
        facts.reduce(into: [Self.key: .string(rawValue)]) { $0[$1.name] = $1.value }
    }
}

/// A number or a name that a message says in words, as a member of its line of JSON.
struct LogFact {
    let name: String
    fileprivate let value: Logger.MetadataValue

    static func text(_ name: String, _ text: String) -> LogFact { LogFact(name: name, value: .string(text)) }
    static func number(_ name: String, _ number: Int) -> LogFact { LogFact(name: name, value: .stringConvertible(number)) }

    /// What was found first: `new` in all, and by report, `new_opened`.
    static func gained(_ gained: [ReportKind: Int]) -> [LogFact] {
        [.number("new", gained.values.reduce(0, +))]
            + ReportKind.allCases.map { .number("new_\($0.rawValue)", gained[$0] ?? 0) }
    }

    static func json(_ value: Logger.MetadataValue) -> JSON {
        switch value {
        case .stringConvertible(let number as Int): .integer(number)
        case .stringConvertible(let other): .string("\(other)".withoutControls)
        case .string(let text): .string(text.withoutControls)
        case .array(let items): .array(items.map(json))
        case .dictionary(let members): .object(members.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) })
        }
    }
}
