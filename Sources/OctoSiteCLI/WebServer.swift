import ArgumentParser
import Foundation
import Site

/// A web server for which `site/servers/` has a configuration: password, no indexing, a strict Content-Security-Policy, types,
/// caching.
enum WebServer: String, ExpressibleByArgument, CaseIterable {
    case nginx, caddy, apache

    /// Is replaced by the policy.
    private static let placeholder = "CONTENT_SECURITY_POLICY"

    /// - Parameters:
    ///   - site: the folder `site/`.
    ///   - policy: see ``ContentPolicy``.
    /// - Throws: ``UsageError`` if the file is missing or has no place for the policy.
    func snippet(in site: URL, policy: String) throws -> String {
        let file = site.appending(path: "\(SiteBuilder.serverFolder)\(rawValue).conf")
        guard let text = try? String(contentsOf: file, encoding: .utf8), text.contains(Self.placeholder) else {
            throw UsageError(
                "\(file.path) is missing, or has no line with \(Self.placeholder). Install octo-site again with `make install`.")
        }
        return text.replacing(Self.placeholder, with: policy)
    }
}
