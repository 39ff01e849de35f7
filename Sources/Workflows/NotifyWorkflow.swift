import Basics
import CurlTransport
package import Engagement
import EngagementStore
import Exports
import Metrics
import Notify
import Sync
import Synchronization
import Templates

/// Tells people and machines how a build went. Nothing that goes wrong here fails the build: it is told as a warning, and what could
/// not be sent is due again in the next run. Channels are told side by side, 20 seconds each at most, three times in a build, and all
/// together don't hold it longer than ``NotifyOptions/patience``.
package final class NotifyWorkflow: Sendable {
    private let options: NotifyOptions
    private let resources: Resources
    private let transport: CurlTransport
    private let now: @Sendable () -> Timestamp
    private let onEvent: @Sendable (Event) -> Void
    private let stopwatch = ContinuousClock.now
    private let starting = Mutex<Task<Void, Never>?>(nil)
    private let budget: TimeBudget

    package enum Event: Sendable {
        /// A message was sent to a channel.
        case sent(channel: String, headline: String)
        /// Something could not be told; a sentence.
        case failed(String)
    }

    /// What a channel answered to a sample.
    package struct TestResult: Sendable {
        package var channel: String
        package var result: Result<Void, any Error>
    }

    /// After a signal a person waits, so a ping must be short.
    private static let patienceAfterSignal = Duration.seconds(5)
    /// Exit codes of which messages tell. The others are of a run that somebody ended, or that left the work to another one.
    private static let toldCodes: Set<Int32> = [1, 64]

    package init(
        _ options: NotifyOptions, resources: Resources, userAgent: String,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.options = options
        self.resources = resources
        transport = CurlTransport(userAgent: userAgent)
        self.now = now
        self.onEvent = onEvent
        budget = TimeBudget(options.patience)
    }

    // MARK: A build

    /// Says that a build has begun, without waiting for answers. Store and output must be claimed.
    func begin() {
        guard options.channels.contains(where: { !$0.takesMessages }) else { return }
        // It holds the build only as long as the build waits for it.
        let timeout = min(Messenger.timeout, options.patience)
        let task = Task { [self] in _ = await sendPings(.start, timeout: timeout) }
        starting.withLock { $0 = task }
    }

    /// Tells what a published build came to. The store's lease must be held.
    ///
    /// - Parameter measure: what the pages say. Where that fails, messages are due in the next run; pings and the metrics' file don't
    ///   need it.
    /// - Throws: `CancellationError`, and nothing else.
    func tell(
        _ outcome: Syncer.Outcome, in store: any StoreWriter, measure: () async throws -> AccountMetrics
    ) async throws(CancellationError) {
        await waitForStart()
        let code = outcome.contradicts ? ExitCode.contradicts : ExitCode.fine
        var account: AccountMetrics?
        do {
            account = try await measure()
        } catch let error as CancellationError {
            throw error
        } catch {
            onEvent(.failed("Nobody was told of this update, as it could not be measured: \(error)"))
        }
        let night = account.map { Night($0, site: options.title, address: options.siteAddress) }
        if let night { await tellMessages(of: night, in: store) }
        let reached = await sendPings(code == ExitCode.fine ? .success : .failure(code))
        await attempting("What the pings were told can't be kept") {
            var memories = try ChannelMemories(file: options.memoryFile)
            for channel in reached {
                var memory = try await memories.memory(of: channel, in: store) ?? ChannelMemory(since: night?.startedAt)
                memory.lastSent = now()
                try await memories.save(memory, of: channel, in: store, at: now())
            }
        }
        await attempting("The metrics' file can't be written") {
            let requests = try await store.runs().reduce(0) { $0 + $1.requests }
            var values: [NightGauges.Name: Double] = [.requests: Double(requests)]
            if let account, let night {
                values[.campaigns] = Double(account.totals.campaigns)
                values[.mismatchedReports] = Double(night.mismatchedReports)
            }
            try writeMetrics(code, values)
        }
    }

    /// Tells that a build failed, also when it was interrupted.
    /// - Parameters:
    ///   - code: the exit code of the command.
    ///   - sentence: what the command says; nil if it says nothing.
    package func fail(code: Int32, sentence: String?) async {
        // A task of its own, as a cancelled one can't send.
        await Task { [self] in
            await waitForStart()
            if let sentence, Self.toldCodes.contains(code) {
                await tellMessages(
                    of: Night(failed: sentence, at: now(), site: options.title, address: options.siteAddress), in: nil)
            }
            _ = await sendPings(.failure(code), within: code > 128 ? Self.patienceAfterSignal : Messenger.timeout)
            await attempting("The metrics' file can't be written") { try writeMetrics(code) }
        }.value
    }

    private func waitForStart() async {
        guard let task = starting.withLock({ $0 }) else { return }
        await budget.spending { _ in await task.value }
    }

    private func writeMetrics(_ code: Int32, _ values: [NightGauges.Name: Double] = [:]) throws {
        guard let path = options.metricsFile else { return }
        var values = values
        values[.exitCode] = Double(code)
        values[.runSeconds] = ((ContinuousClock.now - stopwatch) / .milliseconds(1)).rounded() / 1_000
        if code == ExitCode.fine { values[.lastSuccess] = Double(now().seconds) }
        try MetricsFile(path: path).update(values)
    }

    // MARK: Messages

    /// A channel, what it is to be told, and in which words.
    private struct Letter: Sendable {
        var channel: Channel
        var due: Announcement.Due
        var message: Message?
    }

    /// - Parameter store: nil where it can't be relied on, as the update failed.
    private func tellMessages(of night: Night, in store: (any StoreWriter)?) async {
        let channels = options.channels.filter(\.takesMessages)
        guard !channels.isEmpty else { return }
        await attempting("Nobody was told of this update") {
            var memories = try ChannelMemories(file: options.memoryFile)
            let writer = MessageWriter(try TemplateLibrary(builtIn: resources.templates, overrides: resources.overrides))
            var letters: [Letter] = []
            for channel in channels {
                let memory = try await memories.memory(of: channel, in: store)
                let due = Announcement.due(after: night, memory, topics: channel.topics)
                letters.append(
                    Letter(channel: channel, due: due, message: try due.announcement.map { try writer.message($0, on: night) }))
            }
            try await refuseAddresses(in: letters.compactMap(\.message), store)
            let sent = await send(letters)
            for letter in letters {
                let memory = sent.contains(letter.channel.id) ? letter.due.told : letter.due.untold
                guard try await memories.memory(of: letter.channel, in: store) != memory else { continue }
                try await memories.save(memory, of: letter.channel, in: store, at: now())
            }
        }
    }

    /// - Returns: the ids of the channels that have taken their messages.
    private func send(_ letters: [Letter]) async -> Set<String> {
        guard letters.contains(where: { $0.message != nil }) else { return [] }
        return await budget.spending { left in
            guard let left else {
                for letter in letters where letter.message != nil {
                    giveUp(letter.channel, " It will be tried again in the next run.")
                }
                return []
            }
            return await send(letters, Messenger(http: transport, mail: transport, timeout: min(Messenger.timeout, left)))
        }
    }

    private func send(_ letters: [Letter], _ messenger: Messenger) async -> Set<String> {
        await withTaskGroup(of: String?.self) { group in
            for letter in letters {
                guard let message = letter.message else { continue }
                group.addTask { [self] in
                    do {
                        try await messenger.send(message, to: letter.channel, at: now())
                        onEvent(.sent(channel: letter.channel.name, headline: message.headline))
                        return letter.channel.id
                    } catch {
                        report(error, letter.channel, "It will be tried again in the next run.")
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { if let id = $1 { $0.insert(id) } }
        }
    }

    /// Messages hold aggregates, and names without addresses; a template of one's own may hold anything.
    private func refuseAddresses(in messages: [Message], _ store: (any StoreReader)?) async throws {
        guard let store, !messages.isEmpty else { return }
        let forgotten = try await Secret.filter(for: store, secretFile: options.secretFile)
        let check = LeakCheck(addresses: store.addresses(), isForgotten: forgotten.knows(address:))
        guard try await !check.findsAddress(in: messages.flatMap(\.parts)) else {
            throw WorkflowError(
                .leak, "The message has the address of a contact. Look for it in `title`, `site_url` and the templates.")
        }
    }

    // MARK: Pings

    /// - Returns: the channels that have answered.
    private func sendPings(_ signal: Messenger.Signal, within most: Duration = Messenger.timeout) async -> [Channel] {
        let pings = options.channels.filter { !$0.takesMessages }
        guard !pings.isEmpty else { return [] }
        return await budget.spending { left in
            guard let left else {
                for channel in pings { giveUp(channel, "") }
                return []
            }
            return await sendPings(signal, timeout: min(most, left))
        }
    }

    private func sendPings(_ signal: Messenger.Signal, timeout: Duration) async -> [Channel] {
        let messenger = Messenger(http: transport, mail: transport, timeout: timeout)
        return await withTaskGroup(of: Channel?.self) { group in
            for channel in options.channels {
                guard case .ping(let ping) = channel.kind else { continue }
                group.addTask { [self] in
                    do {
                        try await messenger.ping(ping, signal)
                        return channel
                    } catch {
                        report(error, channel, "")
                        return nil
                    }
                }
            }
            return await group.reduce(into: []) { if let channel = $1 { $0.append(channel) } }
        }
    }

    // MARK: Trying out

    /// Sends an invented message to each channel, and a success to each ping.
    package func test() async throws -> [TestResult] {
        let library = try TemplateLibrary(builtIn: resources.templates, overrides: resources.overrides)
        let message = try MessageWriter(library).sample(site: options.title, address: options.siteAddress, at: now())
        let messenger = Messenger(http: transport, mail: transport)
        return await asking { [now] channel in
            if case .ping(let ping) = channel.kind {
                try await messenger.ping(ping, .success)
            } else {
                try await messenger.send(message, to: channel, at: now())
            }
        }
    }

    /// Whether each channel can be reached, without telling it anything.
    func reach() async -> [(Channel, TestResult)] {
        let messenger = Messenger(http: transport, mail: transport)
        return Array(zip(options.channels, await asking { try await messenger.reach($0) }))
    }

    /// What a channel has been told; nil for nothing.
    func memory(of channel: Channel, in store: any StoreReader) async throws -> ChannelMemory? {
        try await ChannelMemories(file: options.memoryFile).memory(of: channel, in: store)
    }

    private func asking(_ body: @escaping @Sendable (Channel) async throws -> Void) async -> [TestResult] {
        await withTaskGroup(of: (Int, TestResult).self) { group in
            for (index, channel) in options.channels.enumerated() {
                group.addTask {
                    do {
                        try await body(channel)
                        return (index, TestResult(channel: channel.name, result: .success(())))
                    } catch {
                        return (index, TestResult(channel: channel.name, result: .failure(error)))
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    // MARK: What goes wrong

    private func attempting(_ what: String, _ body: () async throws -> Void) async {
        do { try await body() } catch { onEvent(.failed("\(what): \(error)")) }
    }

    private func giveUp(_ channel: Channel, _ advice: String) {
        let patience = DurationText.text(options.patience)
        onEvent(.failed("The \(channel.name) was not told of this update: the \(patience) that a build waits are over." + advice))
    }

    private func report(_ error: any Error, _ channel: Channel, _ advice: String) {
        let sentence = "The \(channel.name) could not be reached: \(error)"
        onEvent(.failed([sentence + (sentence.hasSuffix(".") ? "" : "."), advice].filter { !$0.isEmpty }.joined(separator: " ")))
    }
}
