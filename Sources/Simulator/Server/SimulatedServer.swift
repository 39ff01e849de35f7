import Engagement
import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A simulated EmailOctopus on 127.0.0.1: v1.6 below `/api/1.6` and v2 at the root of one port, for one ``Account``.
///
///     let server = SimulatedServer(account: Account(size: .small))
///     try await server.start()
///     // … server.v2URL, server.advance(days: 1) …
///     await server.stop()
package final class SimulatedServer: Sendable {
    private let state: SharedState
    private let running = Mutex<(server: HTTPServer, task: Task<Void, any Error>, port: UInt16)?>(nil)
    private let wantedPort: UInt16

    /// - Parameter port: 0 chooses a free one.
    package init(account: Account = Account(), options: SimulatorOptions = SimulatorOptions(), port: UInt16 = 0) {
        state = SharedState(ServerState(account: account, options: options))
        wantedPort = port
    }

    deinit { running.withLock { $0?.task.cancel() } }

    /// Starts a server, passes it to the body, and stops it when the body has ended, also with an error.
    package static func run<Result: Sendable>(
        account: Account = Account(), options: SimulatorOptions = SimulatorOptions(),
        _ body: (SimulatedServer) async throws -> Result
    ) async throws -> Result {
        let server = SimulatedServer(account: account, options: options)
        try await server.start()
        do {
            let result = try await body(server)
            await server.stop()
            return result
        } catch {
            await server.stop()
            throw error
        }
    }

    // MARK: - Start and stop

    /// Returns when requests are answered.
    /// - Throws: ``SimulatorError`` if the port can't be used.
    package func start() async throws {
        let server = HTTPServer(
            config: HTTPServer.Configuration(
                address: try sockaddr_in.inet(ip4: "127.0.0.1", port: wantedPort), timeout: 86_400,
                pool: NoDelayPool(base: HTTPServer.defaultPool()), logger: .disabled),
            handler: Handler(state: state))
        let task = Task { try await server.run() }
        do {
            try await server.waitUntilListening()
            guard case .ip4(_, let port)? = await server.listeningAddress else {
                throw SimulatorError("The simulated EmailOctopus listens, but has no address.")
            }
            running.withLock { $0 = (server, task, port) }
        } catch {
            task.cancel()
            let reason = await task.result.failureDescription ?? "\(error)"
            throw SimulatorError("The simulated EmailOctopus can't listen on 127.0.0.1, port \(wantedPort): \(reason)")
        }
    }

    /// Closes every connection, also those that hang.
    package func stop() async {
        let current = running.withLock { running in
            defer { running = nil }
            return running
        }
        guard let current else { return }
        await current.server.stop()
        current.task.cancel()
        _ = await current.task.result
    }

    /// Waits until the server is stopped or the task is cancelled, which stops it.
    package func waitUntilStopped() async {
        guard let task = running.withLock({ $0?.task }) else { return }
        await withTaskCancellationHandler {
            _ = await task.result
        } onCancel: {
            task.cancel()
        }
    }

    /// 0 while it is not started.
    package var port: UInt16 { running.withLock { $0?.port ?? 0 } }

    /// What `--base-url` takes for v2.
    package var v2URL: String { "http://127.0.0.1:\(port)" }

    /// What `--base-url` takes for v1.6.
    package var v16URL: String { "http://127.0.0.1:\(port)/api/1.6" }

    // MARK: - The account and the options, also while requests are under way

    /// The account as it is now.
    package var account: Account { state.withLock { $0.account } }

    package func advance(days: Int = 1) { state.withLock { $0.account.advance(days: days) } }

    package func advance(seconds: Int) { state.withLock { $0.account.advance(seconds: seconds) } }

    package var options: SimulatorOptions { state.withLock { $0.options } }

    /// Changes the options from the next request on.
    package func update(_ change: (inout SimulatorOptions) -> Void) { state.withLock { $0.change(change) } }

    // MARK: - Statistics

    package struct Statistics: Hashable, Sendable {
        package var requests = 0
        /// Responses sent whole, by HTTP status.
        package var statuses: [Int: Int] = [:]
        /// Requests that failed because of ``SimulatorOptions/faults``.
        package var faults = 0
        /// Requests beyond the limit.
        package var tooMany = 0
        /// The most requests that were under way at once.
        package var peakConcurrency = 0
    }

    package var statistics: Statistics { state.withLock { $0.statistics } }

    /// The targets of all requests in order, without the key, if ``SimulatorOptions/recordsTargets`` is on.
    package var targets: [String] { state.withLock { $0.targets } }

    package func resetStatistics() {
        state.withLock { state in
            state.statistics = Statistics()
            state.targets = []
        }
    }
}

extension Result where Failure == any Error {
    fileprivate var failureDescription: String? {
        if case .failure(let error) = self { "\(error)" } else { nil }
    }
}
