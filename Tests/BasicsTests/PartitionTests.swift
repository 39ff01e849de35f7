import Basics
import TestSupport
import Testing

@Suite("Partition")
struct PartitionTests {
    @Test("the partitioning index is where a search from the start finds the first such element, in slices too")
    func isTheFirst() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let sorted = (0..<random.int(0...20)).map { _ in random.int(0...9) }.sorted()
            let slice = sorted[random.int(0...sorted.count)...]
            let limit = random.int(-1...10)
            #expect(sorted.partitioningIndex { $0 >= limit } == sorted.firstIndex { $0 >= limit } ?? sorted.endIndex)
            #expect(slice.partitioningIndex { $0 >= limit } == slice.firstIndex { $0 >= limit } ?? slice.endIndex)
        }
    }
}
