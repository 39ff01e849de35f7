import FlyingFox
import FlyingSocks
import Foundation

/// Sends each packet at once. FlyingFox writes a response's head and body one after the other, and Nagle's algorithm
/// would hold the body back until the client acknowledges the head: up to 40 ms a request. It offers no switch for
/// it; but the listening socket comes by here when it waits for connections, and Linux hands its options down to the
/// sockets it accepts. (On Linux that wait looks like any other for reading, so connections set it again: well under
/// a microsecond.)
struct NoDelayPool<Base: AsyncSocketPool>: AsyncSocketPool {
    let base: Base

    func prepare() async throws { try await base.prepare() }

    func run() async throws { try await base.run() }

    func suspendSocket(_ socket: Socket, untilReadyFor events: Socket.Events) async throws {
        if events == .connection {
            try socket.setValue(true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        }
        try await base.suspendSocket(socket, untilReadyFor: events)
    }
}
