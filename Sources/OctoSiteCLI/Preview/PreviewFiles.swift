import Engagement
import Files
import FlyingFox
import Foundation
import Publishing

/// The answers of a preview server, from host, path and folder alone. The folder is resolved for each request, as publishing
/// exchanges it.
struct PreviewFiles: Sendable {
    let folder: String
    /// Names by which it may be asked besides those of this machine, in lower case.
    var allowedHosts: Set<String> = []

    /// Names of loopback. To any other name it answers 421: a page of another site can make its own name lead to loopback
    /// (DNS rebinding), and would then read every address here.
    private static let ownHosts: Set<String> = ["127.0.0.1", "localhost", "[::1]"]

    func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard isAllowed(host: request.headers[.host] ?? "") else {
            return HTTPResponse(
                statusCode: HTTPStatusCode(421, phrase: "Misdirected Request"),
                headers: HTTPHeaders([.contentType: "text/plain; charset=utf-8"]),
                body: Data("The preview answers to 127.0.0.1 and localhost only, and to names given by --allow-host.\n".utf8))
        }
        guard request.method == .GET || request.method == .HEAD else {
            return HTTPResponse(statusCode: .methodNotAllowed, headers: HTTPHeaders([.init("Allow"): "GET, HEAD"]))
        }
        let response = response(to: request.target.path())
        return request.method == .HEAD ? response.headOnly : response
    }

    /// - Parameter host: a name or an address, with a port or without.
    private func isAllowed(host: String) -> Bool {
        guard let match = host.lowercased().wholeMatch(of: #/(\[[0-9a-f:.]+\]|[^:\[\]]+)(:\d{1,5})?/#) else { return false }
        let name = String(match.1)
        return Self.ownHosts.contains(name) || allowedHosts.contains(name)
    }

    /// - Parameter path: as it was requested; `request.path` lacks the slash at its end.
    private func response(to path: String) -> HTTPResponse {
        guard let file = file(for: path) else { return notFound() }
        guard FileSystem.isFolder(file.path) else { return found(file) ?? notFound() }
        if path.hasSuffix("/") { return self.file(for: path + "index.html").flatMap { found($0) } ?? notFound() }
        // Relative links need the slash at the end. Two slashes at the beginning would mean another host.
        let location = "/\(path.drop { $0 == "/" })/"
        return HTTPResponse(statusCode: .movedPermanently, headers: HTTPHeaders([.location: location]))
    }

    /// The file below the folder that a path means; nil for one that leads out of it, by `..` or by a symbolic link, and for
    /// one that is hidden or in a hidden folder.
    private func file(for path: String) -> URL? {
        let root = URL(filePath: folder).resolvingSymlinksInPath()
        let decoded = path.removingPercentEncoding ?? path
        guard !decoded.contains("\0"), !Self.isHidden(decoded) else { return nil }
        let file = root.appending(path: String(decoded.drop { $0 == "/" })).resolvingSymlinksInPath()
        if file.path == root.path { return file }
        guard file.path.hasPrefix(root.path + "/"), !Self.isHidden(file.path.dropFirst(root.path.count)) else { return nil }
        return file
    }

    /// True for names that begin with a dot, `..` included: `.git`, `.htaccess`. What is in `.well-known` is for everybody
    /// (RFC 8615).
    private static func isHidden(_ path: some StringProtocol) -> Bool {
        path.split(separator: "/").contains { $0.hasPrefix(".") && $0 != "." && $0 != ".well-known" }
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

    /// The policy of the configurations for real web servers, so that a preview behaves like them.
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
        case "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        case "ndjson": "application/x-ndjson"
        case "md": "text/markdown; charset=utf-8"
        case "xml": "application/atom+xml; charset=utf-8"
        case "txt", "": "text/plain; charset=utf-8"
        default: "application/octet-stream"
        }
    }
}

extension HTTPResponse {
    /// The answer to HEAD: the headers, with the length of the body, and no body.
    fileprivate var headOnly: HTTPResponse { HTTPResponse(statusCode: statusCode, headers: headers, body: Data()) }
}
