package import Foundation

/// A minimal HTTP client. URLSession can't read chromedriver's headers, which have no space after the colon, it normalizes paths that
/// the preview has to refuse, and it leaks two lists a request, which would cover up what libcurl loses for us.
package enum LoopbackHTTP {
    package struct Answer: Sendable {
        package var status: Int
        /// By name in lower case.
        package var headers: [String: String]
        package var body: Data
    }

    /// - Parameters:
    ///   - path: sent unchanged; nil: the URL's path.
    ///   - headers: besides those of every request.
    ///   - timeout: seconds to wait for each part of the reply; nil: for ever.
    /// - Throws: `POSIXError` where the connection ends before the reply does, with the code `EAGAIN` after the timeout.
    package static func request(
        _ method: String, _ url: URL, path: String? = nil, host: String = "127.0.0.1", headers: [String: String] = [:],
        body: Data? = nil, timeout: Int? = nil
    ) async throws -> Answer {
        let head =
            "\(method) \(path ?? url.path) HTTP/1.1\r\nHost: \(host)\r\n"
            + headers.map { "\($0): \($1)\r\n" }.sorted().joined()
            + "Content-Type: application/json; charset=utf-8\r\nContent-Length: \(body?.count ?? 0)\r\n\r\n"
        let message = Array(head.utf8) + (body.map { Array($0) } ?? [])
        guard let port = url.port.flatMap({ UInt16(exactly: $0) }) else { throw URLError(.badURL) }
        // The Content-Length of a response to HEAD is that of the body it would have.
        let hasBody = method != "HEAD"
        // A page may take seconds to load. The threads that run tests must not wait for it.
        return try await Program.offPool {
            Result {
                let reply = try LoopbackSocket(port: port, timeout: timeout).exchange(message) {
                    Head($0).map { !hasBody || $0.isWhole } ?? false
                }
                guard let head = Head(reply) else { throw URLError(.badServerResponse) }
                return Answer(status: head.status, headers: head.headers, body: Data(head.body))
            }
        }.get()
    }

    /// The head of a response. The driver keeps the connection open, so only Content-Length tells where the body ends.
    private struct Head {
        var status = 0
        var headers: [String: String] = [:]
        var body: ArraySlice<UInt8>

        var isWhole: Bool { body.count >= headers["content-length"].flatMap { Int($0) } ?? 0 }

        /// Nil while the head is incomplete.
        init?(_ bytes: [UInt8]) {
            guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
            body = bytes[end.upperBound...]
            let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
            status = lines[0].split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 { headers[parts[0].lowercased()] = String(parts[1].trimmingPrefix(" ")) }
            }
        }
    }
}
