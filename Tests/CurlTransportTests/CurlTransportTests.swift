import CurlTransport
import FlyingFox
import FlyingSocks
import Foundation
import HTTP
import TestSupport
import Testing

/// Real exchanges on the loopback, successful and failed.
@Suite(.timeLimit(.minutes(10)))
struct CurlTransportTests {
    let transport = CurlTransport(userAgent: "octo-site/test", connectTimeout: .seconds(1), bodyLimit: 100_000)

    @Test func getsAResponseWholeWithItsHeaders() async throws {
        let server = try RawServer { _ in
            [
                .response(
                    "[1]", status: 418, headers: ["X-RateLimiting-Remaining": "99", "Content-Type": "application/json"])
            ]
        }
        let response = try await transport.send(
            HTTPRequest(
                url: server.url + "/a?b=c%20d", headers: ["Authorization": "Bearer k", "Accept": "application/json"]))

        #expect(response.status == 418)
        #expect(response.body == Array("[1]".utf8))
        #expect(response.headers["x-ratelimiting-remaining"] == "99")
        let head = try #require(server.heads.first).split(separator: "\r\n").map(String.init)
        #expect(head.first == "GET /a?b=c%20d HTTP/1.1")
        #expect(head.contains("User-Agent: octo-site/test"))
        #expect(head.contains("Authorization: Bearer k"))
        #expect(head.contains("Accept-Encoding: gzip"))
    }

    @Test func answersManyRequestsSideBySide() async throws {
        let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
        await server.appendRoute("GET /*") { request in
            FlyingFox.HTTPResponse(statusCode: .ok, body: Data(request.path.utf8))
        }
        let running = Task { try await server.run() }
        defer { running.cancel() }
        try await server.waitUntilListening()
        guard case .ip4(_, let port) = await server.listeningAddress else { throw POSIXError(.EADDRNOTAVAIL) }

        let bodies = try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for number in 0..<500 {
                group.addTask {
                    let response = try await transport.send(
                        HTTP.HTTPRequest(url: "http://127.0.0.1:\(port)/page/\(number)"))
                    return (number, String(decoding: response.body, as: UTF8.self))
                }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(bodies.count == 500)
        #expect(bodies.allSatisfy { $0.value == "/page/\($0.key)" })
    }

    @Test func keepsAConnectionAlive() async throws {
        let server = try RawServer { _ in [.response("{}")] }
        for _ in 0..<20 { _ = try await transport.send(HTTPRequest(url: server.url)) }
        #expect(server.connections == 1)
        #expect(server.heads.count == 20)
    }

    @Test func readsGzip() async throws {
        // `printf '[1,2,3]' | gzip -n`
        let zipped: [UInt8] = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x8b, 0x36, 0xd4, 0x31, 0xd2, 0x31, 0x8e, 0x05,
            0x00, 0xe9, 0xb3, 0x6d, 0xfd, 0x07, 0x00, 0x00, 0x00,
        ]
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zipped.count)\r\n\r\n"
        let server = try RawServer { _ in [.send(head), .sendBytes(zipped)] }
        #expect(try await transport.send(HTTPRequest(url: server.url)).body == Array("[1,2,3]".utf8))
    }

    @Test func doesNotFollowRedirects() async throws {
        let server = try RawServer { _ in [.response("", status: 302, headers: ["Location": "/elsewhere"])] }
        let response = try await transport.send(HTTPRequest(url: server.url))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "/elsewhere")
        #expect(server.heads.count == 1)
    }

    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var acts: [RawServer.Act]
        var code: HTTPError.Code
    }

    static let faults = [
        Fault(
            testDescription: "body shorter than its length",
            acts: [.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":"), .close], code: .brokenOff),
        Fault(
            testDescription: "chunks that break off",
            acts: [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"da"), .close], code: .brokenOff),
        Fault(testDescription: "closed without a word", acts: [.close], code: .brokenOff),
        Fault(testDescription: "reset", acts: [.reset], code: .brokenOff),
        Fault(
            testDescription: "reset in the body",
            acts: [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), .reset],
            code: .brokenOff),
        Fault(testDescription: "not HTTP", acts: [.send("SSH-2.0-OpenSSH_9.2\r\n"), .close], code: .brokenOff),
        Fault(
            testDescription: "gzip that isn't", acts: [.response("{}", headers: ["Content-Encoding": "gzip"])],
            code: .brokenOff),
        Fault(
            testDescription: "larger than the limit by its length",
            acts: [
                .send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n"),
                .sendBytes(Array(repeating: 32, count: 200_000)),
            ],
            code: .failed),
        Fault(
            testDescription: "larger than the limit without a length",
            acts: [.send("HTTP/1.1 200 OK\r\n\r\n"), .sendBytes(Array(repeating: 32, count: 200_000)), .close],
            code: .failed),
    ]

    @Test(arguments: faults)
    func tellsFaultsApart(_ fault: Fault) async throws {
        let server = try RawServer { _ in fault.acts }
        let error = await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest(url: server.url + "/?api_key=secret-key", timeout: .seconds(10)))
        }
        #expect(error?.code == fault.code, "\(error?.description ?? "")")
        #expect(error?.host == "127.0.0.1")
        #expect(error?.description.contains("secret-key") == false)
        #expect(error?.message.isEmpty == false)
    }

    @Test(arguments: [[RawServer.Act.hang], [.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"), .hang]])
    func givesUpOnAHungServer(_ acts: [RawServer.Act]) async throws {
        let server = try RawServer { _ in acts }
        let error = await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest(url: server.url, timeout: .milliseconds(300)))
        }
        #expect(error?.code == .timedOut)
    }

    @Test(arguments: ["http://127.0.0.1:1/", "http://nowhere.invalid/", "https://127.0.0.1:1/"])
    func saysWhereNobodyIs(_ url: String) async throws {
        let error = await #expect(throws: HTTPError.self) { try await transport.send(HTTPRequest(url: url)) }
        #expect(error?.code == .unreachable)
    }

    @Test func aServerWithoutTLSIsUnreachableByHTTPS() async throws {
        let server = try RawServer { _ in [.send("HTTP/1.1 400 Bad Request\r\n\r\n"), .close] }
        let error = await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest(url: "https://127.0.0.1:\(server.port)/", timeout: .seconds(5)))
        }
        // Its port accepts the connection, but the TLS handshake fails.
        #expect(error?.code == .unreachable)
    }

    @Test(.enabled(if: UntrustedTLSServer.isAvailable, UntrustedTLSServer.reasonToSkip))
    func refusesACertificateThatNoAuthorityHasSigned() async throws {
        try await UntrustedTLSServer.run { url in
            let error = await #expect(throws: HTTPError.self) { try await transport.send(HTTPRequest(url: url)) }
            #expect(error?.code == .failed)
            #expect(error?.message.contains("certificate") == true, "\(error?.description ?? "")")
        }
    }

    @Test(arguments: [
        "ftp://127.0.0.1/", "file:///etc/passwd", "127.0.0.1", "http://user@127.0.0.1/", "http://127.0.0.1:99999/",
    ])
    func refusesOtherAddresses(_ url: String) async throws {
        let error = await #expect(throws: HTTPError.self) { try await transport.send(HTTPRequest(url: url)) }
        #expect(error?.code == .failed)
    }

    @Test func refusesAHeaderWithALineBreak() async throws {
        let server = try RawServer { _ in [.response("{}")] }
        await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest(url: server.url, headers: ["Authorization": "Bearer a\r\nX: y"]))
        }
        #expect(server.connections == 0)
    }
}
