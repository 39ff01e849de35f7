import Engagement

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

    static func decode(_ document: BSONDocument) -> Run? {
        guard let number = document["_id"]?.run, let id = document["id"]?.string,
            let startedAt = document["started_at"]?.timestamp
        else { return nil }
        var run = Run(
            number: number, id: id, startedAt: startedAt, endedAt: document["ended_at"]?.timestamp,
            state: document["state"]?.string.flatMap(Run.State.init) ?? .interrupted, api: document["api"]?.string ?? "",
            isFull: document["is_full"] == true, coversAccount: document["covers_account"] == true,
            requests: document["requests"]?.int ?? 0, totals: document["totals"]?.document.map(totals))
        for (key, value) in document["gained"]?.document ?? [:] {
            if let kind = ReportKind(rawValue: key) { run.gained[kind] = value.int }
        }
        return run
    }

    private static func encode(_ totals: Totals) -> BSONDocument {
        var document: BSONDocument = [
            "campaigns": BSONValue(totals.campaigns), "people": BSONValue(totals.people),
            "engaged_people": BSONValue(totals.engagedPeople),
        ]
        for (key, path) in counts { document.append(key, BSONValue(totals.counts[keyPath: path])) }
        return document
    }

    private static func totals(of document: BSONDocument) -> Totals {
        var totals = Totals(
            campaigns: document["campaigns"]?.int ?? 0, people: document["people"]?.int ?? 0,
            engagedPeople: document["engaged_people"]?.int ?? 0)
        for (key, path) in counts { totals.counts[keyPath: path] = document[key]?.int ?? 0 }
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
