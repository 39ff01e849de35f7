import Files
import Foundation
import Glibc

@testable import Publishing

extension Publisher {
    convenience init(output: String) throws(PublishingError) {
        try self.init(
            OutputClaim(
                output: output,
                special: SpecialFiles(landmark: "data/totals.json", checksums: "SHA256SUMS", notFoundPage: "404.html")))
    }
}

/// A small site, and what a test reads of its folder.
enum SiteFolder {
    static let pages: [String: String] = [
        "index.html": "<a href=\"campaigns/\">all</a><link rel=\"stylesheet\" href=\"assets/site.css\">",
        "campaigns/index.html": "<a href=\"../index.html\">home</a>", "assets/site.css": "body { margin: 0 }",
        "data/totals.json": "{}", "runs/r1/index.html": "<a href=\"../../index.html#top\">home</a>",
    ]

    /// Publishes the pages given.
    @discardableResult
    static func publish(_ pages: [String: String], to output: String) throws -> PublishResult {
        let publisher = try Publisher(output: output)
        for (path, text) in pages { try publisher.write(Array(text.utf8), to: path) }
        try publisher.check()
        return try publisher.publish()
    }

    /// Writes files as somebody else would.
    static func put(_ files: [String: String], into folder: String) throws {
        for (path, text) in files {
            let file = URL(filePath: "\(folder)/\(path)")
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
    }

    /// Every file below a folder with its text, hidden ones included, `SHA256SUMS` left out.
    static func files(in folder: String) throws -> [String: String] {
        var files: [String: String] = [:]
        for path in try FileSystem.files(below: folder) where path != "SHA256SUMS" {
            files[path] = String(decoding: try FileSystem.read("\(folder)/\(path)"), as: UTF8.self)
        }
        return files
    }

    /// The folder and all folders below it.
    static func folders(of root: String) throws -> [String] {
        try [root]
            + FileSystem.names(in: root).map { "\(root)/\($0)" }.filter { FileSystem.kind(of: $0) == .folder }.flatMap(folders)
    }

    /// Differs between two files, and between two versions of one file.
    struct Identity: Hashable {
        var inode: UInt64
        var seconds: Int
        var nanoseconds: Int
    }

    static func identities(in folder: String) throws -> [String: Identity] {
        var identities: [String: Identity] = [:]
        for path in try FileSystem.files(below: folder) {
            let status = try FileSystem.status(of: "\(folder)/\(path)")
            identities[path] = Identity(
                inode: status.inode, seconds: status.modified.seconds, nanoseconds: status.modified.nanoseconds)
        }
        return identities
    }

    /// Names beside the output and in it that only a publisher uses.
    static func leftovers(around output: String) throws -> [String] {
        try FileSystem.names(in: FileSystem.folder(of: output)).filter { $0.contains("octo-site") }
            + FileSystem.names(in: output).filter { $0.contains("octo-site") }
    }

    static func sumsAreRight(in folder: String) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        process.currentDirectoryURL = URL(filePath: folder)
        try process.run()
        process.waitUntilExit()
        let listed = Set(Checksums(parsing: try FileSystem.read("\(folder)/SHA256SUMS")).hashes.keys)
        let there = Set(try files(in: folder).keys.filter { !$0.hasPrefix(".") })
        return process.terminationStatus == 0 && listed == there
    }
}
