import Foundation

/// As much of HTTP as asking a local driver needs. URLSession can't read chromedriver's heads, which have no space after
/// the colon.
enum LoopbackHTTP {
    struct Answer {
        var status: Int
        var body: Data
    }

    static func request(_ method: String, _ url: URL, body: Data?) async throws -> Answer {
        let head = "\(method) \(url.path) HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            + "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(body?.count ?? 0)\r\n\r\n"
        let message = Array(head.utf8) + (body.map { Array($0) } ?? [])
        guard let port = url.port.flatMap({ UInt16(exactly: $0) }) else { throw URLError(.badURL) }
        // A page may take seconds to load; tests' own threads must not wait for it.
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result {
                    let reply = try LoopbackSocket(port: port).exchange(message) { Head($0)?.isWhole ?? false }
                    guard let head = Head(reply) else { throw URLError(.badServerResponse) }
                    return Answer(status: head.status, body: Data(head.body))
                })
            }
        }
    }

    /// What the first part of an answer says about the rest. The driver keeps the connection open, so only the length tells the end.
    private struct Head {
        var status = 0
        var length = 0
        var body: ArraySlice<UInt8>

        var isWhole: Bool { body.count >= length }

        /// Nil as long as the head is not all there.
        init?(_ bytes: [UInt8]) {
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
            body = bytes[end.upperBound...]
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            for line in lines.dropFirst() where line.lowercased().hasPrefix("content-length:") {
                length = Int(line.dropFirst(15).trimmingPrefix(" ")) ?? 0
            }
        }
    }
}
