import Foundation
import TestSupport
import Testing

@Suite("Snippets for web servers")
struct WebServerTests {
    @Test("Each sends the policy, which allows the style of 404.html by its hash", arguments: ["nginx", "caddy", "apache"])
    func policy(server: String) async throws {
        let page = try String(contentsOf: Program.packageRoot.appending(path: "site/404.html"), encoding: .utf8)
        // The page says its hash itself, and browser tests look whether it has its style.
        let hash = try #require(page.firstMatch(of: #/'sha256-[A-Za-z0-9+\/=]+'/#)?.0)
        try await withTemporaryFolder { folder in
            let result = try await Program.run(["init", "--web-server", server], in: folder)
            #expect(result.status == 0, "\(result.complaints)")
            #expect(result.output.contains("default-src 'none'; style-src 'self' \(hash); script-src 'self'"))
            for part in ["X-Robots-Tag", "nosniff", "/404.html", "octo-site/public"] {
                #expect(result.output.contains(part), "\(part)")
            }
        }
    }
}
