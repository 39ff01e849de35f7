import Foundation
import TestSupport

/// A site on disk, as others than octo-site see it.
enum PublishedSite {
    /// True if every file of a site is as its checksums say.
    static func isWhole(_ site: String) async -> Bool {
        let sums = Process()
        sums.executableURL = URL(filePath: "/usr/bin/env")
        sums.arguments = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
        sums.currentDirectoryURL = URL(filePath: site)
        sums.standardOutput = FileHandle.nullDevice
        sums.standardError = FileHandle.nullDevice
        guard (try? sums.run()) != nil else { return false }
        return await Program.wait(for: sums) == 0
    }
}
