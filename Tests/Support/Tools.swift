package import Foundation

/// The tools that `make test` fetches. If one is missing, its tests are skipped with the reason.
package enum Tools {
    /// The folder that OCTO_SITE_TEST_TOOLS names, else `.build/tools` below the package.
    package static let folder: URL =
        ProcessInfo.processInfo.environment["OCTO_SITE_TEST_TOOLS"].map { URL(filePath: $0) }
        ?? Program.packageRoot.appending(path: ".build/tools")

    /// The path of a fetched tool; nil if it could not be fetched.
    package static func path(_ name: String) -> String? {
        let path = folder.appending(path: name).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// The path of an installed program; nil if there is none of that name.
    package static func inPath(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
