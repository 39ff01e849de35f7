import Foundation
import TestSupport
import Testing

/// The Nu HTML checker on every kind of page.
@Suite("Valid HTML", .enabled(if: Checkers.reasonToSkipNu == nil, "\(Checkers.reasonToSkipNu ?? "")"))
struct ValidityTests {
    @Test("The Nu checker finds no error", arguments: SiteUnderTest.allCases)
    func nuChecker(site: SiteUnderTest) async throws {
        try await site.withPages { folder, pages in
            let process = Process()
            process.executableURL = URL(filePath: try #require(Checkers.java))
            process.arguments =
                ["-jar", try #require(Checkers.nu), "--errors-only", "--format", "gnu"]
                + pages.map { folder.appending(path: $0).path }
            let output = Pipe()
            process.standardError = output
            process.standardOutput = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(text == "")
            #expect(process.terminationStatus == 0)
        }
    }
}
