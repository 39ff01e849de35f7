import CurlTransport
import HTTP
import TestSupport
import Testing

/// Bodies are bounded one by one and together.
@Suite(.timeLimit(.minutes(10)))
struct BodyLimitTests {
    @Test("F22: A body is as large as its request allows") func aBodyIsAsLargeAsItsRequestAllows() async throws {
        let server = try RawServer { _ in [.response(String(repeating: " ", count: 50_000))] }
        let transport = CurlTransport(userAgent: "octo-site/test")
        #expect(try await transport.send(HTTPRequest(url: server.url, bodyLimit: 50_000)).body.count == 50_000)
        let error = await #expect(throws: HTTPError.self) {
            try await transport.send(HTTPRequest(url: server.url, bodyLimit: 49_999))
        }
        #expect(error?.code == .failed)
    }

    @Test func whatIsSkippedIsNotKept() async throws {
        let html = String(repeating: "<p>Hello</p>", count: 100_000)
        let server = try RawServer { _ in [.response(#"{"id": "a", "content": {"html": "\#(html)"}}"#)] }
        let transport = CurlTransport(userAgent: "octo-site/test", bodyLimit: 1_000)
        let request = HTTPRequest(url: server.url, bodyLimit: 2_000_000, skippedMember: "content")
        let error = await #expect(throws: HTTPError.self) { try await transport.send(request) }
        #expect(error?.code == .failed, "what all transfers may hold together bounds each one")
        let wide = CurlTransport(userAgent: "octo-site/test")
        #expect(try await wide.send(request).body == Array(#"{"id": "a", "content": null}"#.utf8))
    }

    @Test("F22: All transfers together are bounded, and leave room behind")
    func allTransfersTogetherAreBoundedAndLeaveRoomBehind() async throws {
        // Two answers of 600 kB, which then say nothing more: whichever comes to its end last has no room.
        let server = try RawServer { head in
            let text = String(repeating: " ", count: 600_000)
            return head.hasPrefix("GET /whole")
                ? [.response(text)] : [.send("HTTP/1.1 200 OK\r\nContent-Length: 900000\r\n\r\n\(text)"), .hang]
        }
        let transport = CurlTransport(userAgent: "octo-site/test", bodyLimit: 1_000_000)
        await withTaskGroup(of: (any Error)?.self) { transfers in
            for _ in 0..<2 {
                transfers.addTask {
                    do {
                        _ = try await transport.send(HTTPRequest(url: server.url, timeout: .seconds(600)))
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            let refused = await transfers.next() as? HTTPError
            #expect(refused?.code == .brokenOff)
            #expect(refused?.message.contains("together") == true)
            transfers.cancelAll()
            #expect(await transfers.next() is CancellationError)
        }
        #expect(try await transport.send(HTTPRequest(url: server.url + "/whole")).body.count == 600_000)
    }
}
