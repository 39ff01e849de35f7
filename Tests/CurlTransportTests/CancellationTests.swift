import CurlTransport
import HTTP
import TestSupport
import Testing

/// A cancelled task ends at once, whatever the state of its transfer.
@Suite(.timeLimit(.minutes(10)))
struct CancellationTests {
    let transport = CurlTransport(userAgent: "octo-site/test")

    @Test func endsATransferThatHangs() async throws {
        let server = try RawServer { _ in [.hang] }
        let task = Task { try await transport.send(HTTPRequest(url: server.url, timeout: .seconds(3_600))) }
        while server.heads.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // The connection is closed, too.
        while server.openConnections > 0 { await Task.yield() }
    }

    @Test func neverBeginsWhatIsAlreadyCancelled() async throws {
        let server = try RawServer { _ in [.hang] }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await transport.send(HTTPRequest(url: server.url, timeout: .seconds(3_600)))
        }
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func hundredsAtAnyMoment() async throws {
        let server = try RawServer { head in head.contains("/hang") ? [.hang] : [.response("{}")] }
        var tasks: [Task<Int, any Error>] = []
        for number in 0..<300 {
            let path = number % 3 == 0 ? "/hang" : "/\(number)"
            tasks.append(Task { try await transport.send(HTTPRequest(url: server.url + path, timeout: .seconds(3_600))).status })
            if number % 7 == 0 { await Task.yield() }
            if number % 2 == 0 { tasks[number].cancel() }
        }
        for (number, task) in tasks.enumerated() {
            if number % 3 == 0 { task.cancel() }
            let result = await task.result
            // A task that was not cancelled is answered; a cancelled one ends either way.
            if number % 3 != 0, number % 2 == 1 { #expect(try result.get() == 200) }
        }
    }

    @Test func aReleasedTransportClosesItsConnections() async throws {
        let server = try RawServer { _ in [.response("{}")] }
        do {
            let passing = CurlTransport(userAgent: "octo-site/test")
            _ = try await passing.send(HTTPRequest(url: server.url))
        }
        // Its thread closes the connections before it ends.
        while server.openConnections > 0 { await Task.yield() }
    }
}
