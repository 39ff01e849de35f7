import Testing

@testable import Files

@Suite("What memory has no room for")
struct TemporaryFileTests {
    @Test("comes back from a temporary file as it was")
    func comesBack() throws {
        let file = TemporaryFile()
        try file.append([1, 2, 3])
        try file.append([])
        try file.append([4, 5])
        #expect(try file.bytes(at: 0..<5) == [1, 2, 3, 4, 5])
        #expect(try file.bytes(at: 2..<4) == [3, 4] && file.bytes(at: 1..<1) == [])
        #expect(throws: (any Error).self) { try file.bytes(at: 4..<6) }
    }
}
