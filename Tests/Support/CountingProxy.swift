import Foundation
import Synchronization

/// Passes connections on to a server on the loopback, and counts the bytes that clients send: how far a program has come that works
/// with the server. It can cut connections.
package final class CountingProxy: Sendable {
    private struct State {
        var sent: UInt64 = 0
        var replies = 0
        var open: Set<Int32> = []
        var isStopped = false
    }

    package let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())

    private let cut: Int?

    /// - Parameters:
    ///   - server: the port that connections are passed on to.
    ///   - cut: which of the server's replies, counted from 1, ends its connection instead of being passed on.
    package init(to server: UInt16, cuttingReply cut: Int? = nil) throws {
        self.cut = cut
        let (descriptor, port) = try LoopbackSocket.listening()
        (listener, self.port) = (descriptor, port)
        Thread.detachNewThread { [weak self] in
            // Closed here alone: closed by `stop`, its number could be another server's by the next `accept`.
            defer { close(descriptor) }
            while true {
                let client = accept(descriptor, nil, nil)
                guard client >= 0 else { return }
                guard let self, let upstream = try? LoopbackSocket.connected(to: server) else {
                    close(client)
                    continue
                }
                self.join(client, upstream)
            }
        }
    }

    deinit { stop() }

    /// The bytes that clients have sent so far.
    package var sent: UInt64 { state.withLock { $0.sent } }

    /// Ends all connections; later ones are refused.
    package func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            for descriptor in state.open { shutdown(descriptor, Int32(SHUT_RDWR)) }
            shutdown(listener, Int32(SHUT_RDWR))
        }
    }

    /// Passes on what comes from either side until one of them ends.
    private func join(_ client: Int32, _ upstream: Int32) {
        let isStopped = state.withLock { state in
            state.open.formUnion([client, upstream])
            return state.isStopped
        }
        if isStopped { for descriptor in [client, upstream] { shutdown(descriptor, Int32(SHUT_RDWR)) } }
        Thread.detachNewThread {
            let end = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                Self.pass(from: upstream, to: client) { _ in self.passesNextReply() }
                end.signal()
            }
            Self.pass(from: client, to: upstream) { count in
                self.state.withLock { $0.sent += UInt64(count) }
                return true
            }
            end.wait()
            self.state.withLock { state in
                for descriptor in [client, upstream] {
                    state.open.remove(descriptor)
                    close(descriptor)
                }
            }
        }
    }

    private func passesNextReply() -> Bool {
        state.withLock { state in
            state.replies += 1
            return state.replies != cut
        }
    }

    /// Returns when the source has ended, or when a part is not to be passed on; then neither side sends or hears anything more.
    private static func pass(from source: Int32, to target: Int32, _ passes: (Int) -> Bool) {
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let received = recv(source, &part, part.count, 0)
            guard received > 0, passes(received) else { break }
            var sent = 0
            while sent < received {
                let written = part[sent..<received].withUnsafeBytes {
                    Glibc.send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard written > 0 else { break }
                sent += written
            }
            guard sent == received else { break }
        }
        for descriptor in [source, target] { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}
