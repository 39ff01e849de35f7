import Foundation
import TestSupport
import Testing

/// What the program says when the provider can't be asked.
@Suite(.timeLimit(.minutes(10)))
struct ProviderFailureTests {
    @Test(
        "A certificate that can't be verified is not called a trouble that passes",
        .enabled(if: UntrustedTLSServer.isAvailable, UntrustedTLSServer.reasonToSkip))
    func untrustedCertificate() async throws {
        try await withTemporaryFolder { folder in
            try await UntrustedTLSServer.run { url in
                let result = try await Program.run(
                    ["sync", "--base-url", url], in: folder, environment: ["EMAILOCTOPUS_API_KEY": "eo_key"])
                #expect(result.status == 1)
                let advice = "Asking again will not help; check --base-url and the machine's certificates."
                #expect(result.complaints.contains(advice), "\(result.complaints)")
                #expect(!result.complaints.contains("try again later"))
            }
        }
    }
}
