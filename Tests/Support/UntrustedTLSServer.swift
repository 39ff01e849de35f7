import Foundation
package import Testing

/// A TLS server on the loopback whose certificate no authority has signed: a client that checks certificates refuses it.
package enum UntrustedTLSServer {
    package static let isAvailable = TestCertificate.isAvailable
    package static let reasonToSkip: Comment = "There is no openssl: `make test` installs it."

    /// Starts a server, passes its address to the body, and ends the server when the body has ended.
    package static func run<Result>(_ body: (_ url: String) async throws -> Result) async throws -> Result {
        try await withTemporaryFolder { folder in
            let made = try await TestCertificate(in: folder)
            // The server ends by itself if this process is killed.
            let server = try start(
                "timeout", "120", "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", made.key, "-cert", made.certificate,
                "-www")
            defer { server.terminate() }
            return try await body("https://127.0.0.1:\(try await port(of: server))")
        }
    }

    private static func start(_ arguments: String...) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Reads the server's output up to the line `ACCEPT 127.0.0.1:PORT`.
    private static func port(of server: Process) async throws -> UInt16 {
        guard let output = (server.standardOutput as? Pipe)?.fileHandleForReading else { throw CocoaError(.fileReadUnknown) }
        let port = await Program.offPool { () -> UInt16? in
            var text = ""
            while case let data = output.availableData, !data.isEmpty {
                text += String(decoding: data, as: UTF8.self)
                if let match = text.firstMatch(of: #/ACCEPT 127\.0\.0\.1:([0-9]+)\n/#) { return UInt16(match.1) }
            }
            return nil
        }
        guard let port else { throw CocoaError(.fileReadCorruptFile) }
        return port
    }
}
