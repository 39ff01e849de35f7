import Engagement
import Foundation
import Glibc
import TestSupport
import Testing

@testable import Exports

@Suite struct DestinationTests {
    private let exporter = Exporter(Samples.settings())
    private let rows = Samples.batches(Samples.rows)

    private func failure(writingTo path: String) async -> ExportError? {
        await #expect(throws: ExportError.self) { try await exporter.export(rows, as: .csv, to: .file(path)) }
    }

    @Test func aDashIsStandardOutput() {
        #expect(ExportDestination(argument: "-") == .standardOutput)
        #expect(ExportDestination(argument: "./-") == .file("./-"))
    }

    @Test func aFullDiskIsReported() async {
        let error = await failure(writingTo: "/dev/full")
        #expect(error?.message == "/dev/full can't be written: No space left on device. Make room on the disk and run it again.")
    }

    @Test func aMissingFolderAndAFolderWithTheFilesNameAreReported() async throws {
        try await withTemporaryFolder { folder in
            #expect(await failure(writingTo: "\(folder)/none/out.csv")?.message.contains("\(folder)/none/out.csv") == true)
            #expect(await failure(writingTo: folder)?.message.contains("It is a folder") == true)
        }
    }

    @Test func anExportThatFailsLeavesTheOldFileAndNothingElse() async throws {
        struct Broken: Error {}
        try await withTemporaryFolder { folder in
            let path = "\(folder)/out.csv"
            try Data("old".utf8).write(to: URL(filePath: path))
            let broken = RowBatches {
                let calls = Counter()
                return {
                    if await calls.next() > 2 { throw Broken() }
                    return Samples.rows
                }
            }
            await #expect(throws: Broken.self) { try await exporter.export(broken, as: .csv, to: .file(path)) }
            #expect(try read("out.csv", in: folder) == Array("old".utf8))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["out.csv"])
        }
    }

    @Test func aReplacedFileKeepsItsPermissionsAndALinkToItStays() async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/out.csv"
            try Data("old".utf8).write(to: URL(filePath: path))
            #expect(chmod(path, 0o600) == 0)
            try FileManager.default.createSymbolicLink(atPath: "\(folder)/link.csv", withDestinationPath: "out.csv")
            let file = try await exporter.export(rows, as: .csv, to: .file("\(folder)/link.csv"))
            #expect(try read("out.csv", in: folder).count == file.bytes)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/link.csv") == "out.csv")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func aReaderThatHasEndedHasACodeOfItsOwn() async throws {
        await #expect(processExitsWith: .exitCode(17)) {
            signal(SIGPIPE, SIG_IGN)
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0, dup2(ends[1], STDOUT_FILENO) >= 0, close(ends[0]) == 0 else { exit(1) }
            do {
                _ = try await Exporter(Samples.settings()).export(
                    Samples.batches(Samples.rows), as: .csv, to: .standardOutput)
            } catch let error as ExportError {
                exit(error.code == .readerGone ? 17 : 2)
            }
        }
    }

    private actor Counter {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }
}
