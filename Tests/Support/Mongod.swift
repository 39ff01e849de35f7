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

    package let port: UInt16
    /// The shell that runs mongod.
    private let watchdog: Process
    private let lifeline: Pipe

    /// Starts another server; most tests use ``shared``.
    package init(isReplicaSet: Bool) async throws {
        guard let executable = Self.executable else { throw MongodError("There is no mongod to start.") }
        let folder = FileManager.default.temporaryDirectory.appending(path: "octo-site-mongod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        port = try LoopbackSocket.freePort()
        watchdog = Process()
        lifeline = Pipe()
        watchdog.executableURL = URL(filePath: "/bin/sh")
        // The shell reads until the end of its input, which comes when this process ends for any reason, and then cleans up.
        // It can't `wait`: Foundation starts it with SIGCHLD blocked.
        let script =
            "folder=$1; shift; \"$@\" >\"$folder/log\" 2>&1 </dev/null & server=$!; "
            + "read -r _; kill -9 $server; until rm -rf \"$folder\"; do sleep 0.1; done"
        watchdog.arguments = [
            "-c", script, "sh", folder.path, executable, "--dbpath", folder.path, "--bind_ip", "127.0.0.1",
            "--port", "\(port)", "--wiredTigerCacheSizeGB", "0.5", "--oplogSize", "64", "--nounixsocket",
        ]
        if isReplicaSet { watchdog.arguments? += ["--replSet", "tests"] }
        watchdog.standardInput = lifeline
        watchdog.standardOutput = FileHandle.nullDevice
        watchdog.standardError = FileHandle.nullDevice
        // Otherwise the shell would keep its own input open.
        _ = fcntl(lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try watchdog.run()
        try await waitUntilReady(isReplicaSet: isReplicaSet)
    }

    /// Ends the server, for tests of a lost connection.
    package func stop() {
        try? lifeline.fileHandleForWriting.close()
        watchdog.waitUntilExit()
    }

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
                    _ = try socket.command(MongodCommand.initiate(host: "127.0.0.1:\(port)"))
                    isInitiated = true
                }
                if MongodCommand.saysWritable(try socket.command(MongodCommand.hello)) { return }
            }
            guard watchdog.isRunning else { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw MongodError("mongod on port \(port) did not get ready within a minute.")
    }
}

struct MongodError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
