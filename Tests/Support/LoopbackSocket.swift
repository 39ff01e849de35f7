import Foundation

/// A TCP connection to a server on the loopback: one message, one reply at a time.
final class LoopbackSocket {
    private let descriptor: Int32

    /// - Parameter timeout: seconds to wait for each part of a reply; nil: for ever.
    init(port: UInt16, timeout: Int? = nil) throws {
        descriptor = try Self.connected(to: port)
        guard let timeout else { return }
        var time = timeval(tv_sec: timeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    static func connected(to port: UInt16) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard withAddress(port: port, { connect(descriptor, $0, $1) }) == 0 else {
            let problem = errno
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: problem) ?? .ECONNREFUSED)
        }
        return descriptor
    }

    deinit { close(descriptor) }

    /// Sends a message and reads the reply, whose first four bytes are its length.
    func command(_ message: [UInt8]) throws -> [UInt8] {
        guard send(descriptor, message, message.count, Int32(MSG_NOSIGNAL)) == message.count else {
            throw POSIXError(.EPIPE)
        }
        let head = try read(4)
        let length = head.enumerated().reduce(0) { $0 | Int($1.element) << ($1.offset * 8) }
        return try head + read(length - 4)
    }

    /// Sends a message and reads until the reply is complete.
    func exchange(_ message: [UInt8], isWhole: ([UInt8]) -> Bool) throws -> [UInt8] {
        guard send(descriptor, message, message.count, Int32(MSG_NOSIGNAL)) == message.count else {
            throw POSIXError(.EPIPE)
        }
        var reply: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while !isWhole(reply) {
            let count = recv(descriptor, &part, part.count, 0)
            guard count > 0 else { throw POSIXError(count == 0 ? .ECONNRESET : POSIXErrorCode(rawValue: errno) ?? .EIO) }
            reply += part[..<count]
        }
        return reply
    }

    private func read(_ count: Int) throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        guard recv(descriptor, &bytes, count, Int32(MSG_WAITALL)) == count else { throw POSIXError(.ECONNRESET) }
        return bytes
    }

    /// A free port. In rare cases another process takes it before the caller does.
    static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard withAddress(port: 0, { bind(descriptor, $0, $1) }) == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    /// A socket that accepts connections, and its port.
    static func listening() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening =
            withAddress(port: 0) { bind(descriptor, $0, $1) } == 0 && listen(descriptor, 128) == 0
            && withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
            } == 0
        guard isListening else {
            defer { close(descriptor) }
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EINVAL)
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }

    private static func withAddress(port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
