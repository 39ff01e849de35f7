import Foundation
package import Testing

/// A real mail server on the loopback, `Tests/Support/Scripts/smtp-server`, with a certificate of its own.
package struct TestMailServer: Sendable {
    package enum Security: String, Sendable { case starttls, tls, none }

    /// What it does with a message.
    package enum Behaviour: String, Sendable { case good, slow, refuse, full }

    /// A message that it has taken.
    package struct Message: Decodable, Sendable {
        package var from: String
        package var to: [String]
        package var secure: Bool
        package var login: Bool
        package var headers: [String: String]
        /// The names of all headers, repeated ones too.
        package var names: [String]
        package var defects: [String]
        /// By their types.
        package var bodies: [String: String]
        /// Bytes of the longest line.
        package var longest: Int
    }

    package static let isAvailable = Tools.path("python/aiosmtpd") != nil && TestCertificate.isAvailable
    package static let reasonToSkip: Comment = "There is no aiosmtpd or openssl: `make test` fetches them."
    package static let user = "octo"
    package static let password = "a word of secrecy"

    package let port: Int
    /// The file of the authority that signed its certificate.
    package let authority: String
    private let folder: String

    /// Starts a server, and ends it when the body has ended.
    package static func run<Result>(
        _ security: Security, _ behaviour: Behaviour = .good, _ body: (TestMailServer) async throws -> Result
    ) async throws -> Result {
        try await withTemporaryFolder { folder in
            let certificate = try await TestCertificate(in: folder)
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            let script = Program.packageRoot.appending(path: "Tests/Support/Scripts/smtp-server").path
            process.arguments = [
                "python3", script, folder, certificate.certificate, certificate.key, security.rawValue, behaviour.rawValue,
            ]
            process.environment = ProcessInfo.processInfo.environment.merging(["PYTHONPATH": Tools.folder.path + "/python"]) {
                $1
            }
            let output = Pipe()
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = output
            process.standardError = FileHandle.nullDevice
            try process.run()
            defer { process.terminate() }
            let line = await Program.offPool { () -> String in
                var text = ""
                while !text.hasSuffix("\n"), case let data = output.fileHandleForReading.availableData, !data.isEmpty {
                    text += String(decoding: data, as: UTF8.self)
                }
                return text
            }
            guard let port = line.firstMatch(of: /PORT ([0-9]+)/).flatMap({ Int($0.1) }) else {
                throw CocoaError(.fileReadCorruptFile)
            }
            return try await body(TestMailServer(port: port, authority: certificate.certificate, folder: folder))
        }
    }

    /// What it has taken so far, in order.
    package func messages() throws -> [Message] {
        var messages: [Message] = []
        while let data = FileManager.default.contents(atPath: "\(folder)/\(messages.count + 1).json") {
            messages.append(try JSONDecoder().decode(Message.self, from: data))
        }
        return messages
    }
}
