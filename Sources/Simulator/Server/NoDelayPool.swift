import FlyingFox
import FlyingSocks
import Foundation

/// Turns off Nagle's algorithm, so that each packet is sent at once. FlyingFox writes the head and the body of a response one
/// after the other, and the algorithm would delay the body until the client acknowledges the head: up to 40 ms a request.
/// FlyingFox has no option for it, but its listening socket passes through this pool when it waits for connections, and on
/// Linux accepted sockets inherit its options. (On Linux a connection that waits for bytes looks the same, so connections
/// set the option again, which takes well under a microsecond.)
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
