import Foundation
package import Testing

/// A real mongod, one for each test process: a replica set of one member on a free loopback port, with its own data folder. It
/// ends with the process, even if that is killed.
///
///     @Suite(.enabled(if: Mongod.isAvailable, Mongod.reasonToSkip))
///     struct MongoTests {
///         @Test func works() async throws {
///             let uri = try await Mongod.shared.value.newDatabase()
package struct Mongod: Sendable {
    /// `OCTO_SITE_TEST_MONGOD`, or what `make test` has fetched into `.build/tools`; nil if there is none.
    package static let executable: String? = [
        ProcessInfo.processInfo.environment["OCTO_SITE_TEST_MONGOD"],
        URL(filePath: #filePath).appending(path: "../../../.build/tools/mongod").standardized.path,
    ].compactMap { $0 }.first { FileManager.default.isExecutableFile(atPath: $0) }

    package static var isAvailable: Bool { executable != nil }

    package static let reasonToSkip: Comment =
        "There is no mongod: `make test` fetches one into .build/tools, or OCTO_SITE_TEST_MONGOD names it."

    /// Started on first use.
    package static let shared = Task { try await Mongod(isReplicaSet: true) }

    private let process: MongodProcess

    package var port: UInt16 { process.port }

    /// Starts another server; most tests use ``shared``.
    package init(isReplicaSet: Bool) async throws {
        process = try MongodProcess(replicaSet: isReplicaSet ? "tests" : nil)
        try await waitUntilReady(isReplicaSet: isReplicaSet)
    }

    /// Ends the server, for tests of a lost connection.
    package func stop() { process.stop() }

    /// Kills the server, and starts it again after a while with its data.
    package func crash(for time: Duration) async throws {
        process.kill()
        try await Task.sleep(for: time)
        try process.restart()
    }

    /// It keeps its connections and answers nothing.
    package func freeze() { process.freeze() }

    /// The URI of a database that no other test uses.
    package func newDatabase() -> String { uri(database: newDatabaseName()) }

    package func newDatabaseName() -> String { "test_\(UUID().uuidString.prefix(13))" }

    package func uri(database: String) -> String { "mongodb://127.0.0.1:\(port)/\(database)?directConnection=true" }

    private func waitUntilReady(isReplicaSet: Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        var isInitiated = !isReplicaSet
        while ContinuousClock.now < deadline {
            if let socket = try? LoopbackSocket(port: port) {
                if !isInitiated {
                    _ = try socket.command(MongodCommand.initiate(["127.0.0.1:\(port)"]))
                    isInitiated = true
                }
                if MongodCommand.saysWritable(try socket.command(MongodCommand.hello)) { return }
            }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw MongodError("mongod on port \(port) did not get ready within a minute.")
    }
}

struct MongodError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
