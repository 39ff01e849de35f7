import Foundation
import Synchronization

/// A server on the loopback that writes exactly the bytes a test gives it, or fails: it cuts bodies short, hangs, resets.
///
/// Each connection has a thread and stays open between requests unless an act ends it.
package final class RawServer: Sendable {
    /// What to do with a request, act by act.
    package enum Act: Sendable {
        case send(String)
        case sendBytes([UInt8])
        /// Sends nothing more until the client closes the connection.
        case hang
        /// Ends the connection properly.
        case close
        /// Ends it with a TCP reset.
        case reset
    }

    package let port: UInt16
    private let listener: Int32
    private let state = Mutex(State())
    private let behave: @Sendable (String) -> [Act]

    private struct State {
        var connections = 0
        var heads: [String] = []
        var bodies: [String] = []
        var open: Set<Int32> = []
        var isStopped = false
    }

    /// - Parameter behave: given the request's head, up to its empty line.
    package init(_ behave: @escaping @Sendable (String) -> [Act]) throws {
        self.behave = behave
        let (descriptor, port) = try LoopbackSocket.listening()
        (listener, self.port) = (descriptor, port)
        Thread.detachNewThread { [weak self] in
            // Closed here alone: closed by `stop`, its number could be another server's by the next `accept`.
            defer { close(descriptor) }
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { return }
                guard let self, self.admit(connection) else {
                    close(connection)
                    return
                }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit { stop() }

    /// `http://127.0.0.1:PORT`
    package var url: String { "http://127.0.0.1:\(port)" }

    /// The heads of all requests so far.
    package var heads: [String] { state.withLock { $0.heads } }

    /// The bodies of all requests so far; empty for those without one.
    package var bodies: [String] { state.withLock { $0.bodies } }

    /// The number of connections ever accepted.
    package var connections: Int { state.withLock { $0.connections } }

    /// The number of connections that the client keeps open.
    package var openConnections: Int { state.withLock { $0.open.count } }

    /// Ends all connections; later ones are refused.
    package func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            for connection in state.open { shutdown(connection, Int32(SHUT_RDWR)) }
            shutdown(listener, Int32(SHUT_RDWR))
        }
    }

    private func admit(_ connection: Int32) -> Bool {
        state.withLock { state in
            guard !state.isStopped else { return false }
            state.connections += 1
            state.open.insert(connection)
            return true
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            // Removed first: the next connection may get the closed descriptor's number at once.
            _ = state.withLock { $0.open.remove(connection) }
            close(connection)
        }
        var buffer: [UInt8] = []
        while let head = readHead(connection, &buffer) {
            guard let body = readBody(of: head, connection, &buffer) else { return }
            state.withLock {
                $0.heads.append(head)
                $0.bodies.append(body)
            }
            for act in behave(head) {
                switch act {
                case .send(let text): guard write(Array(text.utf8), to: connection) else { return }
                case .sendBytes(let bytes): guard write(bytes, to: connection) else { return }
                case .hang:
                    while read(connection, &buffer) {}
                    return
                case .close: return
                case .reset:
                    var linger = linger(l_onoff: 1, l_linger: 0)
                    setsockopt(
                        connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                    return
                }
            }
        }
    }

    private func readHead(_ connection: Int32, _ buffer: inout [UInt8]) -> String? {
        while true {
            if let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) {
                defer { buffer.removeSubrange(..<end.upperBound) }
                return String(decoding: buffer[..<end.lowerBound], as: UTF8.self)
            }
            guard read(connection, &buffer) else { return nil }
        }
    }

    private func readBody(of head: String, _ connection: Int32, _ buffer: inout [UInt8]) -> String? {
        let count = head.firstMatch(of: /(?i)\r\ncontent-length: *([0-9]+)/).flatMap { Int($0.1) } ?? 0
        while buffer.count < count { guard read(connection, &buffer) else { return nil } }
        defer { buffer.removeSubrange(..<count) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }

    private func read(_ connection: Int32, _ buffer: inout [UInt8]) -> Bool {
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = recv(connection, &chunk, chunk.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: chunk[..<count])
        return true
    }

    private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

extension RawServer.Act {
    /// A whole response with its length.
    package static func response(
        _ body: String, status: Int = 200, headers: [String: String] = ["Content-Type": "application/json"]
    ) -> RawServer.Act {
        let lines = headers.map { "\($0): \($1)\r\n" }.joined()
        return .send("HTTP/1.1 \(status) Status\r\n\(lines)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    }
}
