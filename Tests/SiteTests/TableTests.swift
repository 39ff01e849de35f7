import SiteSample
import TestSupport
import Testing

@Suite("Tables")
struct TableTests {
    @Test("Each row has as many cells as its table has heads, on every page")
    func cells() async throws {
        let sample = Sample(campaigns: 5, runs: 4, contradictions: 1, excluded: ["campaign-1"])
        var tables = 0
        for (path, bytes) in try await sample.pages() where path.hasSuffix(".html") {
            let html = String(decoding: bytes, as: UTF8.self)
            for table in html.matches(of: /<table.*?<\/table>/.dotMatchesNewlines()) {
                tables += 1
                let rows = table.0.matches(of: /<tr>.*?<\/tr>/.dotMatchesNewlines()).map { row in
                    row.0.matches(of: /<t[hd](?: [^>]*?)?(?: colspan="(\d+)")?(?: [^>]*)?>/)
                        .reduce(0) { $0 + ($1.1.flatMap { Int($0) } ?? 1) }
                }
                #expect(Set(rows).count == 1, "\(path): \(table.0.prefix(200))")
            }
        }
        #expect(tables > 20)
    }
}
