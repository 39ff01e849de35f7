package import Foundation

/// Tools of the test suite that `make test` fetches; where one is missing, its tests show as skipped, with the reason.
package enum Tools {
    /// The folder that OCTO_SITE_TEST_TOOLS names, else `.build/tools` below the package.
    package static let folder: URL =
        ProcessInfo.processInfo.environment["OCTO_SITE_TEST_TOOLS"].map { URL(filePath: $0) }
        ?? Program.packageRoot.appending(path: ".build/tools")

    /// Where a fetched tool lies; nil if it could not be had.
    package static func path(_ name: String) -> String? {
        let path = folder.appending(path: name).path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    /// Where a program is found by its name; nil if it isn't installed.
    package static func inPath(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
