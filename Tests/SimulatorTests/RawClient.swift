import Foundation
import Simulator
import TestSupport
import Testing

/// A client that knows only HTTP and JSON, so that the simulator is not tested with the client that it serves to test.
struct RawClient: Sendable {
    let server: SimulatedServer
    /// Seconds to wait for each part of an answer.
    private let timeout: Int

    init(_ server: SimulatedServer, timeout: Int = 20) {
        self.server = server
        self.timeout = timeout
    }

    struct Response {
        let status: Int
        let headers: [String: String]
        let body: Data

        var text: String { String(decoding: body, as: UTF8.self) }

        var object: [String: Any] {
            get throws { try #require(try JSONSerialization.jsonObject(with: body) as? [String: Any]) }
        }
    }

    /// - Parameter target: path and query; a v1.6 one with its key.
    func send(
        _ target: String, method: String = "GET", bearer: String? = SimulatorOptions.v2Key
    ) async throws -> Response {
        let url = try #require(URL(string: server.v2URL))
        do {
            let answer = try await LoopbackHTTP.request(
                method, url, path: target, host: "127.0.0.1:\(url.port ?? 80)",
                headers: bearer.map { ["Authorization": "Bearer \($0)"] } ?? [:], timeout: timeout)
            return Response(status: answer.status, headers: answer.headers, body: answer.body)
        } catch let error as POSIXError {
            throw URLError(error.code == .EAGAIN ? .timedOut : .networkConnectionLost)
        }
    }

    func v1(_ path: String, _ query: String = "") async throws -> Response {
        try await send(
            "/api/1.6\(path)?api_key=\(SimulatorOptions.v16Key)" + (query.isEmpty ? "" : "&" + query), bearer: nil)
    }

    func v2(_ path: String, _ query: String = "") async throws -> Response {
        try await send(path + (query.isEmpty ? "" : "?" + query))
    }

    // MARK: - Whole listings

    typealias Row = [String: Any]

    /// Follows `paging.next` unchanged, for at most so many pages, because some servers lead in circles.
    func walkV1(_ path: String, _ query: String = "", pages limit: Int = 1_000) async throws -> [Row] {
        var response = try await v1(path, query)
        var rows: [Row] = []
        for _ in 0..<limit {
            let page = try response.object
            rows += try #require(page["data"] as? [Row])
            guard let next = (page["paging"] as? Row)?["next"] as? String, !next.isEmpty else { break }
            response = try await send(next, bearer: nil)
        }
        return rows
    }

    func walkV2(_ path: String, _ query: String = "", pages limit: Int = 1_000) async throws -> [Row] {
        var response = try await v2(path, query)
        var rows: [Row] = []
        for _ in 0..<limit {
            let page = try response.object
            rows += try #require(page["data"] as? [Row])
            guard let url = ((page["paging"] as? Row)?["next"] as? Row)?["url"] as? String else { break }
            #expect(url.hasPrefix(server.v2URL))
            response = try await send(String(url.dropFirst(server.v2URL.count)))
        }
        return rows
    }

    func report(
        _ kind: String, of campaign: String, version: Version, query: String = "", pages: Int = 1_000
    ) async throws -> [Row] {
        switch version {
        case .v1: try await walkV1("/campaigns/\(campaign)/reports/\(kind)", query, pages: pages)
        case .v2:
            try await walkV2(
                "/campaigns/\(campaign)/reports", "status=\(kind)" + (query.isEmpty ? "" : "&" + query), pages: pages)
        }
    }

    /// The contact ids of a report, in order.
    func contacts(in kind: String, of campaign: String, version: Version, pages: Int = 1_000) async throws -> [String] {
        try await report(kind, of: campaign, version: version, pages: pages).map { row in
            try #require((row["contact"] as? Row)?["id"] as? String ?? row["contact_id"] as? String)
        }
    }
}

enum Version: String, CaseIterable, Sendable { case v1 = "v1.6", v2 }
