import FlyingFox
import FlyingSocks
import Foundation

/// Serves a published site on loopback, for looking at it: right types, the site's own 404 page, nothing outside its folder.
struct PreviewServer: Sendable {
    private let server: HTTPServer
    let folder: URL

    /// - Parameter port: 0 takes a free one.
    init(folder: String, port: UInt16) throws {
        self.folder = URL(filePath: folder).resolvingSymlinksInPath()
        let files = PreviewFiles(folder: folder)
        server = HTTPServer(
            address: try sockaddr_in.inet(ip4: "127.0.0.1", port: port), logger: .disabled,
            handler: ClosureHTTPHandler { files.answer($0) })
    }

    /// Serves until the task is cancelled; tells its address once it listens.
    func run(onListening: @escaping @Sendable (_ url: String) -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            group.addTask {
                try await server.waitUntilListening()
                guard case .ip4(_, let port)? = await server.listeningAddress else { return }
                onListening("http://127.0.0.1:\(port)/")
            }
            try await group.waitForAll()
        }
    }
}

/// The answers of a preview, a pure matter of path and folder. The folder is looked up anew each time, since publishing exchanges it.
struct PreviewFiles: Sendable {
    let folder: String

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else {
            return HTTPResponse(statusCode: .methodNotAllowed, headers: HTTPHeaders([.init("Allow"): "GET, HEAD"]))
        }
        guard let file = file(for: request.path) else { return notFound() }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder) else { return notFound() }
        if isFolder.boolValue {
            guard !request.path.hasSuffix("/") else { return found(file.appending(path: "index.html")) ?? notFound() }
            return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: request.path + "/"]))
        }
        return found(file) ?? notFound()
    }

    /// The file below the folder that a path means; nil for one that leads out of it, by `..` or by a symbolic link.
    private func file(for path: String) -> URL? {
        let root = URL(filePath: folder).resolvingSymlinksInPath()
        let decoded = path.removingPercentEncoding ?? path
        guard !decoded.contains("\0"), !decoded.split(separator: "/").contains("..") else { return nil }
        let file = root.appending(path: String(decoded.drop { $0 == "/" })).resolvingSymlinksInPath()
        return file.path == root.path || file.path.hasPrefix(root.path + "/") ? file : nil
    }

    private func found(_ file: URL, status: HTTPStatusCode = .ok) -> HTTPResponse? {
        guard let data = FileManager.default.contents(atPath: file.path) else { return nil }
        return HTTPResponse(
            statusCode: status,
            headers: HTTPHeaders([
                .contentType: Self.type(of: file.pathExtension), .init("Cache-Control"): "no-store",
                .init("X-Content-Type-Options"): "nosniff", .init("Content-Security-Policy"): policy,
            ]), body: data)
    }

    /// What the snippets for real servers send, so that a preview shows what they will.
    private var policy: String {
        ContentPolicy.header(
            notFoundPage: FileManager.default.contents(atPath: URL(filePath: folder).appending(path: "404.html").path))
    }

    private func notFound() -> HTTPResponse {
        found(URL(filePath: folder).appending(path: "404.html"), status: .notFound)
            ?? HTTPResponse(statusCode: .notFound, headers: HTTPHeaders([.contentType: "text/plain; charset=utf-8"]), body: Data("Not found\n".utf8))
    }

    static func type(of fileExtension: String) -> String {
        switch fileExtension.lowercased() {
        case "html": "text/html; charset=utf-8"
        case "css": "text/css; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "json": "application/json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "ico": "image/x-icon"
        case "csv": "text/csv; charset=utf-8"
        case "ndjson": "application/x-ndjson"
        case "md": "text/markdown; charset=utf-8"
        case "xml": "application/atom+xml; charset=utf-8"
        case "txt": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}
