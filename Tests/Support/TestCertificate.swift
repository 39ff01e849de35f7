import Foundation

/// A certificate of 127.0.0.1 that is its own authority, made anew.
package struct TestCertificate: Sendable {
    package let key: String
    /// The certificate, and the authority that a client may be told to trust.
    package let certificate: String

    package static let isAvailable = Tools.inPath("openssl") != nil

    /// Makes `certificate.key` and `certificate.pem` in a folder.
    package init(in folder: String) async throws {
        key = "\(folder)/certificate.key"
        certificate = "\(folder)/certificate.pem"
        try await Self.make("certificate", in: folder, ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"])
    }

    /// Makes a key and a certificate, `NAME.key` and `NAME.pem`, that is valid for two days.
    /// - Parameter options: of `openssl req`.
    static func make(_ name: String, in folder: String, _ options: [String]) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-keyout", "\(folder)/\(name).key", "-out", "\(folder)/\(name).pem",
            ] + options
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard await Program.wait(for: process) == 0 else { throw CocoaError(.executableLoad) }
    }
}
