import Engagement
import Files
import FlyingFox
import Foundation

/// The answers of a preview, a pure matter of path and folder. The folder is looked up anew each time, since publishing exchanges
/// it.
struct PreviewFiles: Sendable {
    let folder: String

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard request.method == .GET || request.method == .HEAD else {
            return HTTPResponse(statusCode: .methodNotAllowed, headers: HTTPHeaders([.init("Allow"): "GET, HEAD"]))
        }
        let response = response(to: request.target.path())
        return request.method == .HEAD ? response.headOnly : response
    }

    /// - Parameter path: as it was asked for: `request.path` lacks the slash at its end.
    private func response(to path: String) -> HTTPResponse {
        guard let file = file(for: path) else { return notFound() }
        guard FileSystem.isFolder(file.path) else { return found(file) ?? notFound() }
        if path.hasSuffix("/") { return found(file.appending(path: "index.html")) ?? notFound() }
        // Relative links need the slash. Two of them at the beginning would mean another host.
        let location = "/\(path.drop { $0 == "/" })/"
        return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: location]))
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
                .contentType: Self.type(of: file), .contentLength: String(data.count), .init("Cache-Control"): "no-store",
                .init("X-Content-Type-Options"): "nosniff", .init("Content-Security-Policy"): policy,
            ]), body: data)
    }

    /// What the snippets for real servers send, so that a preview shows what they will.
    private var policy: String {
        ContentPolicy.header(
            notFoundPage: FileManager.default.contents(
                atPath: URL(filePath: folder).appending(path: SiteLayout.notFoundPage).path))
    }

    private func notFound() -> HTTPResponse {
        found(URL(filePath: folder).appending(path: SiteLayout.notFoundPage), status: .notFound)
            ?? HTTPResponse(
                statusCode: .notFound, headers: HTTPHeaders([.contentType: "text/plain; charset=utf-8"]),
                body: Data("Not found\n".utf8))
    }

    private static func type(of file: URL) -> String {
        switch file.pathExtension.lowercased() {
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
        case "txt", "": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}

extension HTTPResponse {
    /// The answer to HEAD: it says how long the body would be, and has none.
    fileprivate var headOnly: HTTPResponse { HTTPResponse(statusCode: statusCode, headers: headers, body: Data()) }
}
