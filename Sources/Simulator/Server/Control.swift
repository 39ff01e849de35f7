import Engagement

/// Paths that the provider doesn't have. With them a shell lets time pass, changes the options, and asks for the true counts.
/// They need no key and don't count as requests.
///
///     POST /_simulator/advance?days=1
///     POST /_simulator/quirk?name=forgets-rows    turns a `Quirk` on
///     POST /_simulator/calm                       turns all of them off
///     GET  /_simulator/truth
///     GET  /_simulator/statistics
struct Control {
    static let prefix = "_simulator"

    let state: SharedState
    let method: String
    let query: Query

    func reply() -> Reply {
        switch (method, Array(query.path.dropFirst())) {
        case ("POST", ["advance"]):
            guard let days = Int(query.value("days") ?? "1"), (1...AccountPlan.lastDay).contains(days) else {
                return refusal("days is a number from 1 to \(AccountPlan.lastDay).")
            }
            state.withLock { $0.account.advance(days: days) }
            return truth()
        case ("POST", ["quirk"]):
            guard let quirk = query.value("name").flatMap({ Quirk(rawValue: $0) }) else {
                return refusal("name is one of: \(Quirk.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            state.withLock { state in
                let account = state.account
                state.change { quirk.apply(to: &$0, of: account) }
            }
            return statistics()
        case ("POST", ["calm"]):
            state.withLock { state in
                let keys = state.options.keys
                state.change {
                    $0 = SimulatorOptions()
                    $0.keys = keys
                }
            }
            return statistics()
        case ("GET", ["truth"]): return truth()
        case ("GET", ["statistics"]): return statistics()
        default: return refusal("There is no \(method) /\(query.path.joined(separator: "/")).", status: 404)
        }
    }

    private func refusal(_ message: String, status: Int = 400) -> Reply {
        var writer = JSONWriter(style: .plain)
        writer.raw("{\"error\":")
        writer.string(message)
        writer.raw("}\n")
        return Reply(status: status, body: writer.bytes)
    }

    private func truth() -> Reply {
        let account = state.withLock { $0.account }
        let totals = account.truth.totals
        let counts = totals.counts
        return object([
            ("day", account.day), ("campaigns", totals.campaigns), ("participants", counts.participants),
            ("people", totals.people),
            ("opened", counts.opened), ("opened_reported", counts.openedReported), ("clicked", counts.clicked),
            ("engaged", counts.engaged), ("bounced", counts.bounced), ("complained", counts.complained),
            ("unsubscribed", counts.unsubscribed), ("engaged_people", totals.engagedPeople),
        ])
    }

    private func statistics() -> Reply {
        let (statistics, day) = state.withLock { ($0.statistics, $0.account.day) }
        return object([
            ("day", day), ("requests", statistics.requests), ("faults", statistics.faults),
            ("too_many", statistics.tooMany),
            ("peak_concurrency", statistics.peakConcurrency),
        ])
    }

    private func object(_ members: [(String, Int)]) -> Reply {
        var writer = JSONWriter(style: .plain)
        for (place, member) in members.enumerated() {
            writer.raw(place == 0 ? "{" : ",")
            writer.string(member.0)
            writer.raw(":")
            writer.number(member.1)
        }
        writer.raw("}\n")
        return Reply(status: 200, body: writer.bytes)
    }
}
