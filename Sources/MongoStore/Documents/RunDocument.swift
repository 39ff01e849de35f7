import Engagement
import EngagementStore

/// A run as `runs` keeps it; `_id` is its number.
enum RunDocument {
    static func encode(_ run: Run) -> BSONDocument {
        var document: BSONDocument = [
            "_id": .int32(run.number), "id": .string(run.id), "started_at": BSONValue(run.startedAt),
        ]
        document.append("ended_at", ifPresent: run.endedAt.map { BSONValue($0) })
        document.append("state", .string(run.state.rawValue))
        document.append("api", .string(run.api))
        document.append("is_full", .boolean(run.isFull))
        document.append("covers_account", .boolean(run.coversAccount))
        document.append("requests", BSONValue(run.requests))
        document.append("totals", ifPresent: run.totals.map { .document(encode($0)) })
        var gained = BSONDocument()
        for kind in ReportKind.allCases { gained.append(kind.rawValue, ifPresent: run.gained[kind].map { BSONValue($0) }) }
        document.append("gained", .document(gained))
        return document
    }

    static func decode(_ document: BSONDocument) throws(UnreadableValue) -> Run {
        Run(
            number: try document.required("_id", \.run), id: try document.required("id", \.string),
            startedAt: try document.required("started_at", \.timestamp),
            endedAt: try document.optional("ended_at", \.timestamp), state: try document.word("state"),
            api: try document.required("api", \.string), isFull: try document.required("is_full", \.boolean),
            coversAccount: try document.required("covers_account", \.boolean),
            requests: try document.required("requests", \.int), totals: try totals(of: document),
            gained: try document.countsByReport("gained"))
    }

    private static func encode(_ totals: Totals) -> BSONDocument {
        var document: BSONDocument = [
            "campaigns": BSONValue(totals.campaigns), "people": BSONValue(totals.people),
            "engaged_people": BSONValue(totals.engagedPeople),
        ]
        for (key, path) in counts { document.append(key, BSONValue(totals.counts[keyPath: path])) }
        return document
    }

    private static func totals(of run: BSONDocument) throws(UnreadableValue) -> Totals? {
        guard let document = try run.optional("totals", \.document) else { return nil }
        var totals = Totals(
            campaigns: try document.required("campaigns", \.int), people: try document.required("people", \.int),
            engagedPeople: try document.required("engaged_people", \.int))
        for (key, path) in counts { totals.counts[keyPath: path] = try document.required(key, \.int) }
        return totals
    }

    private static var counts: [(String, WritableKeyPath<Counts, Int>)] {
        [
            ("participants", \.participants), ("sent", \.sent), ("opened", \.opened), ("opened_reported", \.openedReported),
            ("clicked", \.clicked), ("engaged", \.engaged), ("bounced", \.bounced), ("complained", \.complained),
            ("unsubscribed", \.unsubscribed),
        ]
    }
}
