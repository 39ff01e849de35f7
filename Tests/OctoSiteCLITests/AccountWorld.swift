import Simulator
import TestSupport

/// A small simulated account, and the program that is run in a folder of its own.
struct AccountWorld: Sendable {
    let server: SimulatedServer
    let folder: String
    let environment: [String: String]

    typealias Runner = @Sendable (String...) async throws -> Program.Result

    static func run(
        _ body: @Sendable (_ world: AccountWorld, _ run: Runner) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let environment = [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                ]
                try await body(AccountWorld(server: server, folder: folder, environment: environment)) { (arguments: String...) in
                    try await Program.run(arguments, in: folder, environment: environment)
                }
            }
        }
    }
}
