import Basics
import Testing

@Suite("Chunks")
struct ChunksTests {
    @Test("chunks make up the array, each but the last as long as asked for")
    func chunks() {
        for count in 0...20 {
            for size in 1...21 {
                let array = Array(0..<count)
                let chunks = array.chunks(of: size)
                #expect(chunks.flatMap(\.self) == array)
                #expect(chunks.dropLast().allSatisfy { $0.count == size })
                #expect(chunks.last.map { (1...size).contains($0.count) } ?? array.isEmpty)
            }
        }
    }
}
