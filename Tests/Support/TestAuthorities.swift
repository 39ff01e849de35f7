import Foundation
package import Testing

/// Two authorities, and certificates of one of them, made by openssl in a folder when a test needs them.
package struct TestAuthorities: Sendable {
    package static let isAvailable = TestCertificate.isAvailable
    package static let reasonToSkip: Comment = "There is no openssl: `make test` installs it."

    private let folder: String

    package init(in folder: String) async throws {
        self.folder = folder
        for name in ["authority", "stranger"] { try await TestCertificate.make(name, in: folder, ["-subj", "/CN=\(name)"]) }
    }

    /// The certificate of the authority that signs.
    package var authority: String { "\(folder)/authority.pem" }
    /// The certificate of one that has signed nothing here.
    package var stranger: String { "\(folder)/stranger.pem" }

    /// Key and certificate of a server, in one file.
    /// - Parameter names: as openssl writes them: `IP:127.0.0.1`, `DNS:db.example.net`.
    package func server(_ names: String) async throws -> String {
        try await TestCertificate.make(
            "server", in: folder,
            [
                "-subj", "/CN=server", "-addext", "subjectAltName=\(names)", "-addext", "basicConstraints=critical,CA:FALSE",
                "-CA", authority, "-CAkey", "\(folder)/authority.key",
            ])
        let path = "\(folder)/both.pem"
        let parts = try ["server.key", "server.pem"].map { try Data(contentsOf: URL(filePath: "\(folder)/\($0)")) }
        try (parts[0] + parts[1]).write(to: URL(filePath: path))
        return path
    }
}
