import EmailOctopus
import Foundation
import TestSupport
import Testing

/// Accounts as few people have them, from the provider's answers to the figures on the site: both versions of the API, both stores,
/// the program as it is run.
@Suite("Odd accounts")
struct OddAccountTests {
    @Test("Every odd account comes out right in SQLite", arguments: OddCase.all, APIVersion.allCases)
    func comesOutRightInSQLite(_ sample: OddCase, _ version: APIVersion) async throws {
        guard sample.versions.contains(version) else { return }
        try await withTemporaryFolder { try await run(sample, version, store: "sqlite:store.sqlite", in: $0) }
    }

    @Test(
        "Every odd account comes out right in MongoDB", .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip),
        arguments: OddCase.all, APIVersion.allCases)
    func comesOutRightInMongoDB(_ sample: OddCase, _ version: APIVersion) async throws {
        guard sample.versions.contains(version) else { return }
        let store = try await Mongod.shared.value.newDatabase()
        try await withTemporaryFolder { try await run(sample, version, store: store, in: $0) }
    }

    private func run(_ sample: OddCase, _ version: APIVersion, store: String, in folder: String) async throws {
        let server = try OddServer(sample.account)
        let environment = [
            "EMAILOCTOPUS_API_KEY": version == .v2 ? "eo_" + String(repeating: "5f", count: 32) : Self.oldKey,
            "OCTO_SITE_BASE_URL": server.url(version), "OCTO_SITE_API": version.rawValue, "OCTO_SITE_RATE": "0",
            "OCTO_SITE_STORE": store,
        ]
        for (index, night) in sample.nights.enumerated() {
            let place = "night \(index + 1) of \(sample.name), \(version.rawValue), \(store.prefix { $0 != ":" })"
            server.change { night.change(&$0) }
            server.forgetRequests()
            for command in night.commands {
                let result = try await Program.run(command, in: folder, environment: environment)
                #expect(result.status == 0, "\(place): \(command) \(result.complaints)")
            }
            let built = try await Program.run(["build"] + night.arguments, in: folder, environment: environment)
            #expect(built.status == night.status, "\(place): \(built.complaints)")
            let verified = try await Program.run(["verify"], in: folder, environment: environment)
            let counts = verified.output.split(separator: "\n").prefix(4).compactMap(Self.count)
            #expect(counts == night.counts, "\(place): \(verified.output)")
            let published = PublishedFigures(output: folder + "/public")
            for (path, figure) in night.figures.sorted(by: { $0.key < $1.key }) {
                #expect(published[path].description == figure.description, "\(place): \(path)")
            }
            for words in night.says {
                #expect((built.output + built.complaints).contains(words), "\(place): \(built.complaints)")
            }
            try await check(night.rows, in: folder, environment, place)
            for words in night.absent { #expect(try files(in: folder + "/public", with: words) == [], "\(place): \(words)") }
            let asked = Dictionary(grouping: server.requests, by: { $0.report ?? $0.path }).mapValues(\.count)
            for (report, count) in night.requests { #expect(asked[report] ?? 0 == count, "\(place): \(report)") }
        }
    }

    private func check(
        _ rows: [String], in folder: String, _ environment: [String: String], _ place: String
    ) async throws {
        guard !rows.isEmpty else { return }
        let exported = try await Program.run(["export"], in: folder, environment: environment).output
        for row in rows {
            let isThere = exported.contains(row.trimmingPrefix("!"))
            #expect(isThere != row.hasPrefix("!"), "\(place): \(row) in \(exported)")
        }
    }

    /// The published files that hold a text.
    private func files(in folder: String, with text: String) throws -> [String] {
        let needle = Data(text.utf8)
        let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return paths.filter { FileManager.default.contents(atPath: "\(folder)/\($0)")?.firstRange(of: needle) != nil }
    }

    private static let oldKey = "0d9c4d2e-5a5e-4a39-9a75-2f3d6f1f7c11"

    /// The number in a line like `Opened: 1,234 (11.8%)`.
    private static func count(_ line: Substring) -> Int? {
        let words = line.split(separator: ": ", maxSplits: 1).dropFirst().first ?? ""
        return Int(words.prefix { $0 != " " }.filter { $0 != "," })
    }
}
