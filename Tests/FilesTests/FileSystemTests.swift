import Files
import Foundation
import TestSupport
import Testing

@Suite("The file system")
struct FileSystemTests {
    @Test("each refusal has its reason, its words and its path")
    func refusals() async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/file"
            try FileSystem.write([], to: file)
            func reason(_ body: () throws -> Void) -> FileError.Reason? {
                let error = #expect(throws: FileError.self) { try body() }
                #expect(error?.description.contains(folder) == true)
                return error?.reason
            }
            #expect(reason { _ = try FileSystem.read("\(folder)/none") } == .notFound)
            #expect(reason { _ = try FileSystem.read(folder) } == .isFolder)
            #expect(reason { _ = try FileSystem.read("\(file)/inside") } == .isNotFolder)
            #expect(reason { try FileSystem.write([], to: file) } == .exists)
            #expect(reason { try FileSystem.createFolder(file) } == .exists)
            #expect(reason { try FileSystem.createFolders("\(file)/a/b") } == .exists)
            #expect(reason { _ = try FileSystem.status(of: "\(folder)/none") } == .notFound)
            #expect(reason { try FileSystem.rename("\(folder)/none", to: file) } == .notFound)
            #expect(reason { _ = try FileSystem.items(in: file) } == .isNotFolder)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/circle", withDestinationPath: "circle")
            #expect(reason { _ = try FileSystem.read("\(folder)/circle") } == .isLink)
        }
    }

    @Test("contents are compared byte by byte, also across chunks; a link is not the file")
    func comparing() async throws {
        try await withTemporaryFolder { folder in
            let (one, other) = ("\(folder)/one", "\(folder)/other")
            for size in [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1] {
                let bytes = [UInt8](repeating: 7, count: size)
                for path in [one, other] {
                    try FileSystem.removeFile(path)
                    try FileSystem.write(bytes, to: path)
                }
                #expect(try FileSystem.contains(one, bytes))
                #expect(try FileSystem.isSame(one, as: other))
                #expect(try !FileSystem.contains(one, bytes + [7]))
                guard size > 0 else { continue }
                let changed = Array(bytes.dropLast()) + [8]
                #expect(try !FileSystem.contains(one, changed))
                try FileSystem.removeFile(other)
                try FileSystem.write(changed, to: other)
                #expect(try !FileSystem.isSame(one, as: other))
            }
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link", withDestinationPath: "one")
            #expect(try !FileSystem.contains("\(folder)/link", try FileSystem.read(one)))
            #expect(try !FileSystem.contains("\(folder)/none", []))
        }
    }

    @Test("a tree is listed, duplicated and removed, and links are not followed")
    func trees() async throws {
        try await withTemporaryFolder { folder in
            let root = "\(folder)/root"
            try FileSystem.createFolders("\(root)/a/b")
            try FileSystem.write([1], to: "\(root)/a/b/file")
            try FileSystem.write([2], to: "\(root)/z")
            try FileSystem.write([3], to: "\(folder)/outside")
            try FileManager.default.createSymbolicLink(atPath: "\(root)/link", withDestinationPath: "..")
            #expect(try FileSystem.files(below: root) == ["a/b/file", "link", "z"])
            #expect(try FileSystem.files(below: root) { $0 != "a" } == ["link", "z"])
            #expect(try FileSystem.items(in: root).map(\.kind) == [.folder, .link, .file])
            #expect(try FileSystem.files(below: "\(folder)/none") == [])

            try FileSystem.duplicateTree(root, to: "\(folder)/second")
            #expect(try FileSystem.files(below: "\(folder)/second") == ["a/b/file", "link", "z"])
            let file = try FileSystem.status(of: "\(root)/z")
            #expect(file.isSameFile(as: try FileSystem.status(of: "\(folder)/second/z")) && file.names == 2)
            #expect(FileSystem.linkTarget("\(folder)/second/link") == "..")

            try FileSystem.removeTree(root)
            #expect(try FileSystem.names(in: folder) == ["outside", "second"])
            try FileSystem.removeFile("\(folder)/second/a/b/file")
            FileSystem.removeEmptyFolders("\(folder)/second/a/b", upTo: "\(folder)/second")
            #expect(try FileSystem.names(in: "\(folder)/second") == ["link", "z"])
        }
    }

    @Test("a copy has the bytes and the times, and is another file")
    func copies() async throws {
        try await withTemporaryFolder { folder in
            try FileSystem.write(Array("copy".utf8), to: "\(folder)/file")
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: "\(folder)/file")
            try FileSystem.copy("\(folder)/file", to: "\(folder)/copy")
            let (file, copy) = (try FileSystem.status(of: "\(folder)/file"), try FileSystem.status(of: "\(folder)/copy"))
            #expect(!file.isSameFile(as: copy) && file.modified == copy.modified && copy.modified.seconds == 1_700_000_000)
            #expect(try FileSystem.isSame("\(folder)/file", as: "\(folder)/copy"))
        }
    }

    @Test("two folders change places in one step")
    func exchanging() async throws {
        try await withTemporaryFolder { folder in
            for name in ["one", "other"] {
                try FileSystem.createFolder("\(folder)/\(name)")
                try FileSystem.write([], to: "\(folder)/\(name)/\(name)")
            }
            switch try FileSystem.exchange("\(folder)/one", with: "\(folder)/other") {
            case .done:
                #expect(try FileSystem.names(in: "\(folder)/one") == ["other"])
                #expect(try FileSystem.names(in: "\(folder)/other") == ["one"])
            case .notSupported: #expect(try FileSystem.names(in: "\(folder)/one") == ["one"])
            case .immovable: Issue.record("A folder of our own can't be moved")
            }
            let error = #expect(throws: FileError.self) { try FileSystem.exchange("\(folder)/one", with: "\(folder)/none") }
            #expect(error?.reason == .notFound)
        }
    }

    @Test(
        "paths are taken apart",
        arguments: [("a/b", "a", "b"), ("/a", "", "a"), ("a", "", "a"), ("/a/b/", "/a/b", "b"), ("/", "", ""), ("", "", "")])
    func paths(path: String, folder: String, name: String) {
        #expect(FileSystem.folder(of: path) == folder)
        #expect(FileSystem.name(of: path) == name)
    }

    @Test("a process is known by its machine and its number")
    func process() {
        #expect(CurrentProcess.name.hasSuffix("process \(ProcessInfo.processInfo.processIdentifier)"))
    }
}
