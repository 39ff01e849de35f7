import EmailOctopus
import Engagement
import Synchronization
import Testing

/// The reading of a listing ends, whatever the links of the provider.
struct PagesTests {
    /// Reads pages made from a cursor's number.
    func read(
        _ page: @escaping @Sendable (Int) -> (rows: [String], next: Int?)
    ) async throws -> (
        rows: [[String]], ending: Pages<String>.Ending?
    ) {
        let pages = Pages(pageSize: 1, id: { $0 }) { cursor in
            let (rows, next) = page(cursor.flatMap { Int($0) } ?? 0)
            return Page(rows: rows, next: next.map { String($0) })
        }
        var rows: [[String]] = []
        var ending: Pages<String>.Ending?
        for try await element in pages {
            #expect(ending == nil)
            rows.append(element.newRows)
            ending = element.ending
        }
        return (rows, ending)
    }

    func collect<Row>(_ pages: Pages<Row>) async throws -> (rows: [Row], ending: Pages<Row>.Ending) {
        let result = try await pages.collect()
        #expect(result.leftOut.isEmpty && result.problem == nil)
        return (result.rows, result.ending)
    }

    @Test func comesToTheEnd() async throws {
        let result = try await read { (["\($0)a", "\($0)b"], $0 < 2 ? $0 + 1 : nil) }
        #expect(result.rows == [["0a", "0b"], ["1a", "1b"], ["2a", "2b"]])
        #expect(result.ending == .end)
    }

    @Test func anEmptyListingEnds() async throws {
        let result = try await read { _ in ([], nil) }
        #expect(result.rows == [[]])
        #expect(result.ending == .end)
    }

    @Test func bringsARowThatShiftedOntoTheNextPageOnce() async throws {
        let result = try await read { $0 == 0 ? (["a", "b", "b"], 1) : (["b", "c"], nil) }
        #expect(result.rows == [["a", "b"], ["c"]])
    }

    @Test func aLinkThatWasFollowedBeforeIsALoop() async throws {
        // 0 → 1 → 2 → 1
        let result = try await read { (["\($0)"], $0 == 2 ? 1 : $0 + 1) }
        #expect(result.rows == [["0"], ["1"], ["2"]])
        #expect(result.ending == .loop)
    }

    @Test func aCircleBehindAShorterLastPageIsMostLikelyTheEnd() async throws {
        // 0 → 1 → 2 → 0 → 1, and page 2 is the short one.
        let result = try await read { ($0 == 2 ? ["2a"] : ["\($0)a", "\($0)b"], ($0 + 1) % 3) }
        #expect(result.rows.flatMap { $0 } == ["0a", "0b", "1a", "1b", "2a"])
        #expect(result.ending == .circle)
    }

    @Test func aCircleOfOnePageShorterThanAskedForIsMostLikelyTheEnd() async throws {
        let pages = Pages(pageSize: 3, id: { (row: String) in row }) { _ in Page(rows: ["a", "b"], next: "again") }
        let (rows, ending) = try await collect(pages)
        #expect(rows == ["a", "b"])
        #expect(ending == .circle)
    }

    @Test func collectsOnceMoreWhereALinkWasWrongOnce() async throws {
        let isFirst = Atomic(true)
        let pages = Pages(pageSize: 1, id: { (row: String) in row }) { cursor in
            let number = cursor.flatMap { Int($0) } ?? 0
            if number == 1, isFirst.exchange(false, ordering: .relaxed) { return Page(rows: ["1"], next: "1") }
            return Page(rows: ["\(number)"], next: number < 2 ? "\(number + 1)" : nil)
        }
        let (rows, ending) = try await collect(pages)
        #expect(rows == ["0", "1", "2"])
        #expect(ending == .end)
    }

    @Test func whatLeadsInACircleTwiceIsNotWhole() async throws {
        let pages = Pages(pageSize: 2, id: { (row: String) in row }) { _ in Page(rows: ["a", "b"], next: "again") }
        let (rows, ending) = try await collect(pages)
        #expect(rows == ["a", "b"])
        #expect(ending == .loop)
    }

    @Test func pagesWithoutNewRowsAreALoop() async throws {
        let result = try await read { (["same"], $0 + 1) }
        #expect(result.rows.count == 1 + Pages<String>.patience)
        #expect(result.ending == .loop)
    }

    @Test func aFewPagesWithoutNewRowsAreNone() async throws {
        let result = try await read { number in
            ((1...4).contains(number) ? ["0"] : ["\(number)"], number < 6 ? number + 1 : nil)
        }
        #expect(result.rows.flatMap { $0 } == ["0", "5", "6"])
        #expect(result.ending == .end)
    }

    /// A reading that knows how many rows there are.
    func readUntil(_ rows: Int?, _ page: @escaping @Sendable (Int) -> [String]) async throws -> Int {
        let pages = Pages(pageSize: 1, patience: .until(rows: rows), id: { (row: String) in row }) { cursor in
            let number = cursor.flatMap { Int($0) } ?? 0
            return Page(rows: page(number), next: String(number + 1))
        }
        return try await pages.reduce(into: 0) { count, _ in count += 1 }
    }

    @Test func aReadingThatHasAllRowsEndsAfterAFewPagesWithoutNewOnes() async throws {
        #expect(try await readUntil(2) { ["\(min($0, 1))"] } == 2 + Pages<String>.patience)
    }

    @Test func aReadingThatLacksRowsGoesOnForLonger() async throws {
        // A hundred pages without a new row, or twice as many as had one.
        #expect(try await readUntil(3) { ["\(min($0, 1))"] } == 2 + 100)
        #expect(try await readUntil(nil) { ["\(min($0, 1))"] } == 2 + 100)
        #expect(try await readUntil(100) { ["\(min($0, 79))"] } == 80 + 160)
    }

    @Test func goesOnWhereAnEarlierReadingStopped() async throws {
        let pages = Pages(pageSize: 2, id: { (row: String) in row }) { cursor in
            let number = cursor.flatMap { Int($0) } ?? 0
            return Page(rows: ["a", "\(number)"], next: number < 3 ? "\(number + 1)" : "2")
        }
        var earlier = pages.makeAsyncIterator()
        _ = try await earlier.next()
        let second = try #require(try await earlier.next())
        var later = pages.makeAsyncIterator(after: second.next, progress: earlier.progress)
        let third = try #require(try await later.next())
        #expect(third.rows == ["a", "2"] && third.newRows == ["2"] && third.ending == nil)
        let fourth = try #require(try await later.next())
        #expect(fourth.ending == .loop, "the page at the first cursor was read, too")
        #expect(try await later.next() == nil)
        #expect(later.progress.pages == 4 && later.progress.rows == 8 && later.progress.seen.count == 5)
    }

    @Test func whatNeverEndsIsStopped() async throws {
        let pages = Pages(pageSize: 1, limit: 20, id: { (row: String) in row }) { cursor in
            let number = cursor.flatMap { Int($0) } ?? 0
            return Page(rows: ["\(number)"], next: "\(number + 1)")
        }
        let (rows, ending) = try await collect(pages)
        #expect(rows == (0...20).map { "\($0)" })
        #expect(ending == .unbounded)
    }

    @Test("Rows are kept where the link behind them leads nowhere", arguments: [1, 3])
    func aLinkThatLeadsNowhere(page: Int) async throws {
        let problem = APIError(.foreignLink, message: "elsewhere", request: "GET /x")
        let pages = Pages(pageSize: 1, id: { (row: String) in row }) { cursor in
            let number = cursor.flatMap { Int($0) } ?? 1
            return number < page
                ? Page(rows: ["\(number)"], next: "\(number + 1)")
                : Page(rows: ["\(number)"], leftOut: [LeftOut(row: 2, reason: "is null")], problem: problem)
        }
        let result = try await pages.collect()
        #expect(result.rows == (1...page).map { "\($0)" })
        #expect(result.leftOut == ["row 2 of page \(page) is null"])
        #expect(result.problem?.code == .foreignLink)
    }

    @Test func anErrorPassesThrough() async throws {
        struct Broken: Error {}
        let pages = Pages<String>(pageSize: 1, id: { $0 }) { _ in throw Broken() }
        await #expect(throws: Broken.self) { for try await _ in pages {} }
    }
}
