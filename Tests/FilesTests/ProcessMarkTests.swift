import Foundation
import Testing

@testable import Files

@Suite("Marks of processes")
struct ProcessMarkTests {
    @Test("F30: a process that runs has not ended, one that was killed has; of another machine nothing is certain")
    func marks() throws {
        let own = try #require(ProcessMark.own)
        #expect(!ProcessMark.hasEnded(own))
        let parts = own.split(separator: " ").map(String.init)
        #expect(parts.count == 4 && parts[2] == "\(getpid())")
        // Another process with the number of one that has ended.
        #expect(ProcessMark.hasEnded([parts[0], parts[1], parts[2], "1"].joined(separator: " ")))
        #expect(ProcessMark.hasEnded([parts[0], parts[1], "2147483646", parts[3]].joined(separator: " ")))
        #expect(!ProcessMark.hasEnded(["another", parts[1], "2147483646", parts[3]].joined(separator: " ")))
        #expect(!ProcessMark.hasEnded([parts[0], "pid:[1]", "2147483646", parts[3]].joined(separator: " ")))
        for text in ["", "a b c d", "\(parts[0]) \(parts[1]) -1 0", "\(parts[0]) \(parts[1]) x 0"] {
            #expect(!ProcessMark.hasEnded(text))
        }
    }
}
