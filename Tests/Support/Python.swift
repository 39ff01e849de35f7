package import Foundation

/// Programs of Python that read what octo-site writes, with packages that `make test` installs. What is missing is a failure.
package enum Python {
    /// A program that ended with an error, or could not begin.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    /// Where `make test` puts the packages.
    package static let packages = Tools.folder.appending(path: "python")

    /// Runs a program to its end.
    ///
    /// - Parameter input: the program finds it as its standard input.
    /// - Returns: what it wrote to standard output.
    package static func run(_ program: String, _ arguments: [String] = [], input: Data? = nil) throws -> Data {
        guard FileManager.default.fileExists(atPath: packages.path) else {
            throw Failure(
                description: "\(packages.path) is not there. `make test-packages` installs the packages that tests use.")
        }
        guard let python = Tools.inPath("python3") else { throw Failure(description: "python3 is not installed.") }
        return try withOutputFiles { output, errors in
            let process = Process()
            process.executableURL = URL(filePath: python)
            process.arguments = ["-c", program] + arguments
            process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONPATH": packages.path]) { $1 }
            process.standardOutput = output.handle
            process.standardError = errors.handle
            process.standardInput = try input.map(Self.file) ?? FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else {
                let text = String(decoding: try Data(contentsOf: errors.url), as: UTF8.self)
                throw Failure(description: "Python ended with \(process.terminationStatus): \(text)")
            }
            return try Data(contentsOf: output.url)
        }
    }

    /// What a program printed as JSON.
    package static func value<Value: Decodable>(
        _ type: Value.Type, of program: String, _ arguments: [String] = [], input: Data? = nil
    ) throws -> Value {
        try JSONDecoder().decode(type, from: run(program, arguments, input: input))
    }

    /// Files, not pipes: a program may write more than a pipe holds before it is read.
    private static func withOutputFiles<Result>(
        _ body: ((handle: FileHandle, url: URL), (handle: FileHandle, url: URL)) throws -> Result
    ) throws -> Result {
        let files = try (0..<2).map { _ in
            let url = FileManager.default.temporaryDirectory.appending(path: "octo-site-python-\(UUID().uuidString)")
            try Data().write(to: url)
            return (handle: try FileHandle(forWritingTo: url), url: url)
        }
        defer { for file in files { removeQuietly(file.url) } }
        return try body(files[0], files[1])
    }

    private static func file(_ data: Data) throws -> FileHandle {
        let url = FileManager.default.temporaryDirectory.appending(path: "octo-site-python-\(UUID().uuidString)")
        try data.write(to: url)
        let handle = try FileHandle(forReadingFrom: url)
        removeQuietly(url)
        return handle
    }

    private static func removeQuietly(_ url: URL) {
        do { try FileManager.default.removeItem(at: url) } catch { print("\(url.path) stays: \(error)") }
    }
}
