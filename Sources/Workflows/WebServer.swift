import Engagement
package import Foundation
import Publishing

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
        let text = try ServerFile.text("\(rawValue).conf", in: site, with: Self.placeholder)
        let page = FileManager.default.contents(atPath: site.appending(path: SiteLayout.notFoundPage).path)
        return text.replacing(Self.placeholder, with: ContentPolicy.header(notFoundPage: page))
    }
}
