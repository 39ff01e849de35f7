import Foundation
import TestSupport
import Testing

/// `simulate` at a terminal: somebody types, and somebody ends it while it waits for the next line.
@Suite("Simulate")
struct SimulateTests {
    @Test("A typed line lets a day pass; a signal ends the program although it waits for the next line")
    func typing() async throws {
        try await withTemporaryFolder { folder in
            let program = Process()
            program.executableURL = Program.binary
            program.arguments = ["simulate", "--port", "0", "--participants", "2000"]
            program.currentDirectoryURL = URL(filePath: folder)
            let (typed, printed) = (Pipe(), Pipe())
            program.standardInput = typed
            program.standardOutput = printed
            try program.run()
            try typed.fileHandleForWriting.write(contentsOf: Data("\n day \n".utf8))
            let output = await Program.offPool {
                var text = ""
                while !text.contains("Day 1:"), case let data = printed.fileHandleForReading.availableData, !data.isEmpty {
                    text += String(decoding: data, as: UTF8.self)
                }
                return text
            }
            #expect(output.contains("Day 1: 70 sent campaigns"))
            program.terminate()
            #expect(await Program.wait(for: program) == 143)
        }
    }
}
