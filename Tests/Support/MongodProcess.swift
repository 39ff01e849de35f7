import Foundation
import Synchronization

/// One mongod on a free loopback port with its own data folder, which can be killed, frozen and started again. It ends with the
/// process of the tests, even if that is killed.
package final class MongodProcess: Sendable {
    package let port: UInt16
    private let folder: String
    private let executable: String
    private let replicaSet: String?
    private let options = Mutex<[String]>([])
    private let current = Mutex<Guard?>(nil)

    /// The shell that runs mongod, and what ends it.
    private struct Guard {
        var watchdog: Process
        var lifeline: Pipe
    }

    /// - Parameter replicaSet: the name of the set that it is in.
    init(replicaSet: String?) throws {
        guard let executable = Mongod.executable else { throw MongodError("There is no mongod to start.") }
        self.executable = executable
        self.replicaSet = replicaSet
        let folder = FileManager.default.temporaryDirectory.appending(path: "octo-site-mongod-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        self.folder = folder.path
        port = try LoopbackSocket.freePort()
        try start()
    }

    /// Ends the server for good, and removes its data.
    package func stop() {
        end()
        // Left there by a server that was killed; what can't be removed is in the system's temporary folder.
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func end() {
        guard let guardian = current.withLock({ $0.take() }) else { return }
        try? guardian.lifeline.fileHandleForWriting.close()
        guardian.watchdog.waitUntilExit()
    }

    /// As a power failure would: the data stays. Its port and its files are free afterwards: until a killed process has gone, it still
    /// accepts connections.
    package func kill() {
        _ = FileManager.default.createFile(atPath: "\(folder)/keep", contents: nil)
        let server = processID
        signal(SIGKILL)
        end()
        while let server, Self.holdsFiles(server) { usleep(10_000) }
    }

    /// False for a process that has gone, and for one of which nothing is left but how it ended.
    private static func holdsFiles(_ process: Int32) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task"))?.count ?? 0
        return threads > 1 || !status.drop { $0 != ")" }.hasPrefix(") Z")
    }

    /// Starts a killed server again with its data.
    /// - Parameter options: further ones, instead of those that it had before.
    package func restart(options: [String]? = nil) throws {
        if let options { self.options.withLock { $0 = options } }
        try FileManager.default.removeItem(atPath: "\(folder)/keep")
        try start()
    }

    /// It keeps its connections and answers nothing.
    package func freeze() { signal(SIGSTOP) }

    package func thaw() { signal(SIGCONT) }

    package var isRunning: Bool { current.withLock { $0?.watchdog.isRunning ?? false } }

    /// True if it answers at all.
    func answers() -> Bool { saysSo { _ in true } }

    /// True if it accepts writes.
    func isWritable() -> Bool { saysSo(MongodCommand.saysWritable) }

    /// True if it accepts writes or follows one that does.
    func isReady() -> Bool { saysSo(MongodCommand.saysReady) }

    private func saysSo(_ test: ([UInt8]) -> Bool) -> Bool {
        guard let socket = try? LoopbackSocket(port: port), let reply = try? socket.command(MongodCommand.hello) else {
            return false
        }
        return test(reply)
    }

    private func signal(_ number: Int32) {
        if let processID { _ = Foundation.kill(processID, number) }
    }

    /// Nil before it has started.
    private var processID: Int32? {
        let text = (try? String(contentsOfFile: "\(folder)/pid", encoding: .utf8)) ?? ""
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)).flatMap { $0 > 1 ? $0 : nil }
    }

    private func start() throws {
        let guardian = Guard(watchdog: Process(), lifeline: Pipe())
        guardian.watchdog.executableURL = URL(filePath: "/bin/sh")
        // The shell reads until the end of its input, which comes when this process ends for any reason, and then cleans up.
        // It can't `wait`: Foundation starts it with SIGCHLD blocked.
        let script =
            "folder=$1; shift; \"$@\" >\"$folder/log\" 2>&1 </dev/null & server=$!; echo $server >\"$folder/pid\"; "
            + "read -r _; kill -9 $server; [ -e \"$folder/keep\" ] || until rm -rf \"$folder\"; do sleep 0.1; done"
        guardian.watchdog.arguments = [
            "-c", script, "sh", folder, executable, "--dbpath", folder, "--bind_ip", "127.0.0.1",
            "--port", "\(port)", "--wiredTigerCacheSizeGB", "0.5", "--oplogSize", "64", "--nounixsocket",
        ]
        guardian.watchdog.arguments? += options.withLock { $0 }
        if let replicaSet { guardian.watchdog.arguments? += ["--replSet", replicaSet] }
        guardian.watchdog.standardInput = guardian.lifeline
        guardian.watchdog.standardOutput = FileHandle.nullDevice
        guardian.watchdog.standardError = FileHandle.nullDevice
        // Otherwise the shell would keep its own input open.
        _ = fcntl(guardian.lifeline.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        try guardian.watchdog.run()
        current.withLock { $0 = guardian }
    }
}
