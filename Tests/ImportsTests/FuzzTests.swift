import Foundation
import TestSupport
import Testing

@testable import Imports

@Suite("Fuzz: the old scripts' files")
struct FuzzTests {
    @Test("A damaged file is read, or refused with its line", arguments: Fuzz.seeds(10))
    func damagedFiles(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let rows = [
            LegacyFileTests.header, LegacyFileTests.row(),
            LegacyFileTests.row(["email": "\"b,\"\"c\"\"\"@x.example\"", "clicked": "Yes"]),
            LegacyFileTests.row(["campaign_sent_at": "", "city": "\"Köln\r\nDeutz\""]),
        ]
        let intact = Array(rows.joined(separator: "\r\n").utf8)
        try await withTemporaryFolder { folder in
            let path = "\(folder)/campaign_c-1_June.csv"
            for _ in 0..<100 {
                let damaged = Fuzz.damaged(
                    intact, &random, words: ["\"", ",", "\r\n", "\u{feff}", "\u{0}", "Yes", "No", "2025-02-30"])
                try Data(damaged).write(to: URL(filePath: path))
                do {
                    _ = try LegacyFile(path: path).rows()
                } catch {
                    let error = try #require(error as? ImportError)
                    #expect(error.description.contains("June.csv"), "\(error)")
                }
            }
        }
    }
}
