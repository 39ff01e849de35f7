import Foundation

/// What a person types, line by line, without spaces at either end.
enum TypedLines {
    /// Reads on a thread of its own, as it may wait for ever. Not by `readLine`, which holds the lock of standard input while it
    /// waits: the program needs that lock to end.
    ///
    /// - Parameter onEnd: called when nothing more can come.
    static func read(_ onLine: @escaping @Sendable (String) -> Void, onEnd: @escaping @Sendable () -> Void = {}) {
        Thread.detachNewThread {
            var rest: [UInt8] = []
            var bytes = [UInt8](repeating: 0, count: 1_024)
            while case let count = unsafe Foundation.read(STDIN_FILENO, &bytes, bytes.count), count > 0 {
                rest += bytes[..<count]
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    onLine(String(decoding: rest[..<end], as: UTF8.self).trimmingCharacters(in: .whitespaces))
                    rest.removeSubrange(...end)
                }
            }
            onEnd()
        }
    }
}
