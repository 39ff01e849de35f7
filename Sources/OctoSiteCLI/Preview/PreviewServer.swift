import FlyingFox
import FlyingSocks
import Foundation

/// Serves a published site on loopback: with types, the site's own 404 page, and nothing outside of its folder.
struct PreviewServer: Sendable {
    private let server: HTTPServer
    let folder: URL

    /// - Parameters:
    ///   - port: 0 chooses a free one.
    ///   - allowedHosts: names by which it may be requested besides those of this machine.
    ///   - timeout: after which a connection is closed on which nothing comes.
    ///   - connectionLimit: of connections that wait for a request.
    init(
        folder: String, port: UInt16, allowedHosts: [String] = [], timeout: Duration = .seconds(10), connectionLimit: Int = 100
    ) throws {
        self.folder = URL(filePath: folder).resolvingSymlinksInPath()
        let files = PreviewFiles(folder: folder, allowedHosts: Set(allowedHosts.map { $0.lowercased() }))
        server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port),
            pool: PatientPool(base: HTTPServer.defaultPool(), timeout: timeout, limit: connectionLimit), logger: .disabled,
            handler: ClosureHTTPHandler { files.answer($0) })
    }

    /// Serves until the task is cancelled.
    /// - Parameter onListening: called with the address once it listens.
    func run(onListening: @escaping @Sendable (_ url: String) throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                try await server.waitUntilListening()
                guard case .ip4(_, let port)? = await server.listeningAddress else { return }
                try onListening("http://127.0.0.1:\(port)/")
            }
            while try await group.next() != nil {}
        }
    }
}
