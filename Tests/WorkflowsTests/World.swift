import EmailOctopus
import Engagement
import EngagementStore
import Exports
import Foundation
import HTTP
import Publishing
import Simulator
import Sync
import TestSupport

@testable import Workflows

/// Which kind of store a test uses.
enum StoreKind: String, CaseIterable, Sendable {
    case sqlite, mongo

    /// Those that this machine has.
    static let available: [StoreKind] = Mongod.isAvailable ? allCases : [.sqlite]
}

/// A simulated account, an empty store and an empty folder, with the use cases over them in this process. Runs happen at the
/// account's own time.
struct World: Sendable {
    let server: SimulatedServer
    let folder: String
    var store: StoreAddress
    var privacy = PrivacyLevel.full
    var fieldAliases: [FieldTag: FieldTag] = [:]
    var output = "public"
    var version = APIVersion.v2

    /// The folder that is published.
    var site: String { "\(folder)/\(output)" }
    var secretFile: String { "\(folder)/octo-site.secret" }
    var rules: ExportRules { ExportRules(privacy: privacy, fieldAliases: fieldAliases, secretFile: secretFile) }
    var now: @Sendable () -> Timestamp { { [server] in server.account.now } }

    func renderOptions(_ archive: RenderOptions.Archive = .keep) -> RenderOptions {
        RenderOptions(
            output: site, title: "Campaign engagement", timeZone: .gmt, excluded: CampaignSelection(), rules: rules,
            archive: archive)
    }

    func provider() throws -> Provider {
        let isNew = version == .v2
        let access = Access(
            key: try APIKey(isNew ? SimulatorOptions.v2Key : SimulatorOptions.v16Key), version: version,
            baseURL: isNew ? server.v2URL : server.v16URL, rateLimit: .unlimited)
        return try Provider(access, userAgent: "octo-site-tests")
    }

    @discardableResult
    func sync(isFull: Bool = false) async throws -> Syncer.Outcome {
        try await store.withStore(.createdIfMissing) { store in
            try await SyncWorkflow(
                store: store, provider: try provider(), options: SyncOptions(isFull: isFull), secretFile: secretFile,
                now: now, onEvent: { _ in }
            ).run()
        }
    }

    @discardableResult
    func build(isFull: Bool = false, telling notifications: NotifyWorkflow? = nil) async throws -> Syncer.Outcome {
        try await store.withStore(.createdIfMissing) { store in
            try await BuildWorkflow(
                store: store, provider: try provider(), sync: SyncOptions(isFull: isFull), render: renderOptions(),
                resources: try Resources.find(), notifications: notifications, now: now, onEvent: { _ in }
            ).run()
        }
    }

    @discardableResult
    func render(_ archive: RenderOptions.Archive = .keep) async throws -> PublishResult {
        try await store.withStore(.existing) { store in
            try await RenderWorkflow(
                store: store, options: renderOptions(archive), resources: try Resources.find(), onEvent: { _ in }
            ).run()
        }
    }

    /// - Parameter output: the name of a folder for the CSVs of the changes.
    func compare(_ first: String, _ second: String, writingTo output: String? = nil) async throws -> RunComparison {
        try await store.withStore(.existing) { store in
            try await CompareWorkflow(store: store, first: first, second: second)
                .run(writingTo: output.map { CompareWorkflow.Output(folder: "\(folder)/\($0)", rules: rules) })
        }
    }

    func verify(asOf run: String? = nil) async throws -> VerifyWorkflow.Result {
        try await store.withStore(.existing) { try await VerifyWorkflow(store: $0).run(asOf: run) }
    }

    func explain(_ contact: String) async throws -> Explanation {
        try await store.withStore(.existing) { store in
            try await ExplainWorkflow(store: store, contact: contact, campaigns: [], secretFile: secretFile).run()
        }
    }

    @discardableResult
    func rollback(_ run: String) async throws -> RollbackWorkflow.Result {
        try await store.withStore(.existing) { try await RollbackWorkflow(store: $0, run: run).run() }
    }

    /// What an export writes.
    func export(_ change: (inout ExportWorkflow.Options) -> Void = { _ in }) async throws -> String {
        let file = "\(folder)/export"
        var options = ExportWorkflow.Options(destination: .file(file), rules: rules)
        change(&options)
        _ = try await store.withStore(.existing) { [options] in try await ExportWorkflow(store: $0, options: options).run() }
        return try String(contentsOf: URL(filePath: file), encoding: .utf8)
    }

    // MARK: The published site

    /// Rows of a CSV below the folder, without the header; nil where there is none.
    func rows(_ path: String) throws -> [[String]]? {
        guard let data = FileManager.default.contents(atPath: "\(folder)/\(path)") else { return nil }
        return Array(try CSVReader.rows(of: [UInt8](data)).dropFirst())
    }

    /// The inodes of all files below a folder, by path: what is carried over keeps its own.
    func inodes(_ path: String) throws -> [String: Int] {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/\(path)")
        let pairs = try paths.compactMap { name -> (String, Int)? in
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)/\(name)")
            guard attributes[.type] as? FileAttributeType == .typeRegular else { return nil }
            return (name, attributes[.systemFileNumber] as? Int ?? 0)
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    /// The runs that have a page, oldest first.
    var publishedRuns: [String] {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: "\(site)/runs")
            return names.filter { !$0.hasPrefix("index") }.sorted()
        }
    }

    /// The bytes of all files directly in a folder, by name.
    func contents(_ path: String) throws -> [String: Data] {
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)")
        return Dictionary(
            uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(folder)/\(path)/\($0)") ?? Data()) })
    }
}

func withWorld(store: StoreKind = .sqlite, _ body: @Sendable (World) async throws -> Void) async throws {
    try await withTemporaryFolder { folder in
        let uri = store == .mongo ? try await Mongod.shared.value.newDatabase() : "sqlite:\(folder)/octo-site.sqlite"
        let address = try StoreAddress(uri)
        try await SimulatedServer.run(account: Account(size: .small)) { server in
            try await body(World(server: server, folder: folder, store: address))
        }
    }
}
