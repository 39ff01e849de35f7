package import Foundation

/// The built program as a child process.
package struct Program: Sendable {
    package struct Result: Sendable {
        package var status: Int32
        package var output: String
        package var complaints: String
    }

    /// The binary is beside the test bundle. A test target that runs it depends on the executable target.
    package static let binary: URL = {
        let candidates = [Bundle.main.executableURL, CommandLine.arguments.first.map { URL(filePath: $0) }].compactMap { $0 }
        let bundles = Bundle.allBundles.map(\.bundleURL)
        for place in (candidates + bundles).map({ $0.deletingLastPathComponent() }) {
            let binary = place.appending(path: "octo-site")
            if FileManager.default.isExecutableFile(atPath: binary.path) { return binary }
        }
        return packageRoot.appending(path: ".build/debug/octo-site")
    }()

    /// True if it was built with a sanitizer, as this process was then, too: its memory would count as the program's.
    package static let isSanitized = ["__asan_init", "__tsan_init"].contains { (name: String) in dlsym(nil, name) != nil }

    /// Where a sanitizer of the program writes what it finds, and what it passes over: as in this process.
    private static let sanitizerOptions = ProcessInfo.processInfo.environment.filter {
        ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key)
    }

    /// The folder that holds Package.swift.
    package static let packageRoot: URL = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Runs it to its end in a folder. Its environment has PATH, HOME, the options of a sanitizer, and what is given, nothing else.
    ///
    /// - Parameter output: where standard output goes instead of into the result, such as `/dev/full`.
    package static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], writingTo output: FileHandle? = nil
    ) async throws -> Result {
        let process = try start(arguments, in: folder, environment: environment, writingTo: output)
        // Both pipes are read at the same time: a full pipe would block the program.
        async let written = drain(process.standardOutput)
        async let complained = drain(process.standardError)
        let (first, second) = await (written, complained)
        let status = await wait(for: process)
        return Result(
            status: status, output: String(decoding: first, as: UTF8.self), complaints: String(decoding: second, as: UTF8.self))
    }

    /// Waits for the end of a started program and returns its status as a shell reports it.
    @discardableResult
    package static func wait(for process: Process) async -> Int32 {
        await offPool { process.waitUntilExit() }
        return process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
    }

    private static func drain(_ pipe: Any?) async -> Data {
        guard let handle = (pipe as? Pipe)?.fileHandleForReading else { return Data() }
        return await offPool { handle.readDataToEndOfFile() }
    }

    /// Runs a blocking call on a thread of its own. Tasks share one thread a core; blocked ones would also stop the servers that
    /// run in this process.
    package static func offPool<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: body()) }
        }
    }

    /// Starts it and returns the process, with its standard output and standard error in pipes.
    package static func start(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], writingTo output: FileHandle? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = binary
        process.arguments = arguments
        process.currentDirectoryURL = URL(filePath: folder)
        var surroundings = ["PATH": "/usr/bin:/bin", "HOME": folder].merging(sanitizerOptions) { $1 }
        surroundings.merge(environment) { $1 }
        process.environment = surroundings
        process.standardOutput = output ?? Pipe()
        process.standardError = Pipe()
        process.standardInput = FileHandle.nullDevice
        try process.run()
        return process
    }
}
