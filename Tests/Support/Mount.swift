import Foundation
package import Testing

/// Bind mounts for a test.
package enum Mount {
    package static let isAllowed: Bool = {
        let path = FileManager.default.temporaryDirectory.appending(path: "octo-site-mount-\(getpid())").path
        defer { rmdir(path) }
        guard mkdir(path, 0o755) == 0, (try? bind(path)) != nil else { return false }
        release(path)
        return true
    }()

    package static let reasonToSkip: Comment = "Only root outside of a container may mount."

    struct Refused: Error {}

    package static func bind(_ path: String) throws {
        guard run(["mount", "--bind", path, path]) == 0 else { throw Refused() }
    }

    /// A file system of its own.
    package static func memory(_ path: String, _ options: String) throws {
        guard run(["mount", "-t", "tmpfs", "-o", options, "none", path]) == 0 else { throw Refused() }
    }

    package static func release(_ path: String) { _ = run(["umount", path]) }

    private static func run(_ arguments: [String]) -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return -1 }
        process.waitUntilExit()
        return process.terminationStatus
    }
}
