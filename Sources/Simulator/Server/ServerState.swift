import Basics

/// The state that all requests share, behind the server's lock.
struct ServerState: Sendable {
    var account: Account
    var options: SimulatorOptions
    var statistics = SimulatedServer.Statistics()
    var targets: [String] = []
    var bucket: SimulatedBucket?
    /// How often each target was asked for and has failed since the faults were last changed.
    private var attempts: [String: (asked: Int, failed: Int)] = [:]
    private var underWay = 0

    init(account: Account, options: SimulatorOptions) {
        self.account = account
        self.options = options
        bucket = options.limit.map { SimulatedBucket($0, at: .now) }
    }

    mutating func begin(_ query: Query) {
        statistics.requests += 1
        underWay += 1
        statistics.peakConcurrency = max(statistics.peakConcurrency, underWay)
        if options.recordsTargets { targets.append(query.target) }
        account.advance(seconds: options.secondsPerRequest)
    }

    mutating func end(_ reply: Reply?) {
        underWay -= 1
        guard let reply else { return }
        if case .whole = reply.delivery { statistics.statuses[reply.status, default: 0] += 1 }
    }

    mutating func change(_ change: (inout SimulatorOptions) -> Void) {
        let before = (options.limit, options.faults)
        change(&options)
        if options.limit != before.0 { bucket = options.limit.map { SimulatedBucket($0, at: .now) } }
        if options.faults != before.1 { attempts = [:] }
    }

    mutating func fault(for target: String) -> Faults.Kind? {
        guard let faults = options.faults, !faults.kinds.isEmpty else { return nil }
        var attempt = attempts[target] ?? (0, 0)
        defer { attempts[target] = attempt }
        attempt.asked += 1
        let mixer = Mixer(seed: faults.seed)
        let key = Int(truncatingIfNeeded: FNV1a.hash(target))
        guard attempt.failed < faults.perTarget, mixer.unit(.fault, key, attempt.asked) < faults.share else { return nil }
        attempt.failed += 1
        statistics.faults += 1
        return faults.kinds[mixer.below(faults.kinds.count, .fault, key, attempt.asked, 1)]
    }
}
