import Engagement
package import Foundation
import Publishing
import Site

/// A web server for which `site/servers/` has a configuration: password, no indexing, a strict Content-Security-Policy, types,
/// caching.
package enum WebServer: String, CaseIterable, Sendable {
    case nginx, caddy, apache

    /// Is replaced by the policy.
    private static let placeholder = "CONTENT_SECURITY_POLICY"

    /// The configuration, with the policy that ``ContentPolicy`` gives for `404.html`.
    ///
    /// - Parameter site: the folder `site/`.
    /// - Throws: ``WorkflowError`` with the code `noResources` if the file is missing or has no place for the policy.
    package func configuration(in site: URL) throws -> String {
        let file = site.appending(path: "\(SiteBuilder.serverFolder)\(rawValue).conf")
        guard let text = try? String(contentsOf: file, encoding: .utf8), text.contains(Self.placeholder) else {
            throw WorkflowError(
                .noResources,
                "\(file.path) is missing, or has no line with \(Self.placeholder). Install octo-site again with `make install`.")
        }
        let page = FileManager.default.contents(atPath: site.appending(path: SiteLayout.notFoundPage).path)
        return text.replacing(Self.placeholder, with: ContentPolicy.header(notFoundPage: page))
    }
}
