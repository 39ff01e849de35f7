import Engagement
import Synchronization
import Testing

@Suite("Rows in batches", .timeLimit(.minutes(10)))
struct RowBatchesTests {
    private static let rows = Array(1...10)

    /// Pages of the rows, which counts the pages that were read.
    private static func pages(of size: Int, read: Pages = Pages()) -> RowBatches<Int> {
        RowBatches(pageSize: size, key: { $0 }) { (last: Int?, limit) in
            read.count.withLock { $0 += 1 }
            return Array(rows.filter { $0 > last ?? 0 }.prefix(limit))
        }
    }

    private final class Pages: Sendable {
        let count = Mutex(0)
    }

    private static func collect(_ batches: RowBatches<Int>) async throws -> [[Int]] {
        var collected: [[Int]] = []
        for try await batch in batches { collected.append(batch) }
        return collected
    }

    @Test("Pages hold all rows in order, and every pass begins with the first one", arguments: 1...12)
    func readsAll(size: Int) async throws {
        let batches = Self.pages(of: size)
        for _ in 1...2 {
            let collected = try await Self.collect(batches)
            #expect(collected.flatMap(\.self) == Self.rows)
            #expect(collected.dropLast().allSatisfy { $0.count == size })
        }
    }

    @Test("A page that is not full is the last one; nothing is read before it is asked for")
    func readsNoMoreThanNeeded() async throws {
        let read = Pages()
        var iterator = Self.pages(of: 6, read: read).makeAsyncIterator()
        #expect(read.count.withLock { $0 } == 0)
        #expect(try await iterator.next() == [1, 2, 3, 4, 5, 6])
        #expect(read.count.withLock { $0 } == 1)
        #expect(try await iterator.next() == [7, 8, 9, 10])
        #expect(try await iterator.next() == nil)
        #expect(try await iterator.next() == nil)
        #expect(read.count.withLock { $0 } == 2)
    }

    /// How pages are read: each when it is asked for, one ahead, or in two steps.
    enum Reading: CaseIterable {
        case onDemand, ahead, inTwoSteps

        func batches(_ page: @escaping @Sendable (Int?) async throws -> (rows: [Int], last: Int?)) -> RowBatches<Int> {
            switch self {
            case .onDemand: RowBatches(after: Int.self, next: page)
            case .ahead: RowBatches(after: Int.self, readsAhead: true, next: page)
            case .inTwoSteps:
                RowBatches(after: Int.self) { last in
                    let (rows, last) = try await page(last)
                    return (rows.map(String.init), last)
                } rows: { texts in
                    texts.compactMap { Int($0) }
                }
            }
        }
    }

    @Test("Empty batches are skipped, and the last key ends the pass", arguments: Reading.allCases)
    func skipsEmptyBatches(reading: Reading) async throws {
        let batches = reading.batches { last in
            let key = last ?? 0
            return (key.isMultiple(of: 3) ? [key] : [], key < 7 ? key + 1 : nil)
        }
        #expect(try await Self.collect(batches) == [[0], [3], [6]])
        #expect(try await Self.collect(batches.filter { $0 > 0 }) == [[], [3], [6]])
    }

    @Test("An error ends the pass", arguments: Reading.allCases)
    func throwsErrors(reading: Reading) async throws {
        struct Broken: Error {}
        let batches = reading.batches { last in
            if last == 1 { throw Broken() }
            return ([1], 1)
        }
        var iterator = batches.makeAsyncIterator()
        #expect(try await iterator.next() == [1])
        await #expect(throws: Broken.self) { _ = try await iterator.next() }
    }

    @Test("Rows that can't be made of a page end the pass behind those before them")
    func throwsErrorsOfRows() async throws {
        struct Broken: Error {}
        let batches = RowBatches<Int>(after: Int.self) { last in
            (last ?? 0, (last ?? 0) + 1)
        } rows: { page in
            if page == 2 { throw Broken() }
            return [page]
        }
        var iterator = batches.makeAsyncIterator()
        #expect(try await iterator.next() == [0])
        #expect(try await iterator.next() == [1])
        await #expect(throws: Broken.self) { _ = try await iterator.next() }
    }

    @Test(
        "Reading ahead begins before the next page is asked for, and is cancelled with the pass",
        arguments: [Reading.ahead, .inTwoSteps])
    func readsAhead(reading: Reading) async throws {
        let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
        let (cancelled, cancelling) = AsyncStream.makeStream(of: Void.self)
        let batches = reading.batches { last in
            guard last != nil else { return ([1], 1) }
            beginning.yield()
            do {
                try await Task.sleep(for: .seconds(3_600))
            } catch {
                cancelling.yield()
            }
            return ([], nil)
        }
        var iterator: RowBatches<Int>.AsyncIterator? = batches.makeAsyncIterator()
        #expect(try await iterator?.next() == [1])
        for await _ in begun { break }
        iterator = nil
        for await _ in cancelled { break }
    }
}
