import Foundation

/// A connection to a local server that stays open, for what a client sends late or never.
package final class LoopbackConnection: Sendable {
    private let descriptor: Int32

    package init(port: UInt16) throws { descriptor = try LoopbackSocket.connected(to: port) }

    deinit { close(descriptor) }

    /// A server that has closed the connection already is no error.
    package func send(_ text: String) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// Waits until the server says something or closes.
    /// - Returns: true if it closed.
    package func isClosedByPeer() -> Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, 0) <= 0
    }
}
