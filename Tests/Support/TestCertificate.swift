import Foundation

/// A certificate of 127.0.0.1 that is its own authority, made anew.
package struct TestCertificate: Sendable {
    package let key: String
    /// The certificate, and the authority that a client may be told to trust.
    package let certificate: String

    package static let isAvailable = Tools.inPath("openssl") != nil

    /// Makes `key.pem` and `certificate.pem` in a folder.
    package init(in folder: String) async throws {
        key = "\(folder)/key.pem"
        certificate = "\(folder)/certificate.pem"
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
            "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        guard await Program.wait(for: process) == 0 else { throw CocoaError(.executableLoad) }
    }
}
