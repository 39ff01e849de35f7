import Crypto
package import Foundation

/// The Content-Security-Policy that a server sends with the site: only its own styles, scripts and pictures.
package enum ContentPolicy {
    /// - Parameter notFoundPage: `404.html`, whose style is in the page itself, as it is shown at any depth; the
    ///   style is allowed by its hash (CSP 3 §2.3.1). Nil if there is no such page.
    package static func header(notFoundPage: Data?) -> String {
        let hashes = notFoundPage.map(styleHashes) ?? []
        let styles = (["'self'"] + hashes.map { "'sha256-\($0)'" }).joined(separator: " ")
        return "default-src 'none'; style-src \(styles); script-src 'self'; img-src 'self' data:; base-uri 'none'; "
            + "form-action 'none'; frame-ancestors 'none'"
    }

    /// The SHA-256 of each `<style>` of the page, in base64.
    private static func styleHashes(of page: Data) -> [String] {
        String(decoding: page, as: UTF8.self).matches(of: #/<style>([\s\S]*?)<\/style>/#).map { match in
            Data(SHA256.hash(data: Data(match.1.utf8))).base64EncodedString()
        }
    }
}
