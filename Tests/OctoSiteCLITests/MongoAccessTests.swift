import Engagement
import Foundation
import Simulator
import TestSupport
import Testing

/// MongoDB as it is run in earnest: TLS with an authority of one's own, and users with and without the rights they need.
@Suite(
    "Access to MongoDB", .serialized, .enabled(if: Mongod.isAvailable, Mongod.reasonToSkip),
    .enabled(if: TestAuthorities.isAvailable, TestAuthorities.reasonToSkip))
struct MongoAccessTests {
    private static let size = AccountSize(participants: 600, sentCampaigns: 3, lists: 1)
    private static let password = "p-123-secret"

    private struct World {
        var server: SimulatedServer
        var folder: String

        func run(_ arguments: [String], store: String) async throws -> Program.Result {
            let result = try await Program.run(
                arguments, in: folder,
                environment: [
                    "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                    "OCTO_SITE_STORE": store,
                ])
            #expect(!result.output.contains(MongoAccessTests.password) && !result.complaints.contains(MongoAccessTests.password))
            return result
        }

        /// The one sentence at the end, and nothing done.
        func expectRefusal(_ arguments: [String], store: String, _ words: String...) async throws {
            let result = try await run(arguments, store: store)
            #expect(result.status == 1, "\(store): \(result.status) \(result.complaints)")
            let last = result.complaints.split(separator: "\n").last ?? ""
            #expect(last.hasPrefix("octo-site: "), "\(result.complaints)")
            for word in words { #expect(last.contains(word), "\(store): \(last)") }
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/public"))
        }
    }

    private func withWorld(_ body: @Sendable (World) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: Self.size)) { server in
                try await body(World(server: server, folder: folder))
            }
        }
    }

    @Test("TLS: the right authority lets in; no, a wrong or a missing one, another name, and no TLS are said in a sentence each")
    func tls() async throws {
        try await withWorld { world in
            let certificates = try await TestAuthorities(in: world.folder)
            let mongod = try await GuardedMongod(certificate: try await certificates.server("IP:127.0.0.1"))
            defer { mongod.stop() }
            func uri(_ options: String) -> String {
                "mongodb://\(mongod.host)/test_tls?serverSelectionTimeoutMS=1500&\(options)"
            }
            try await world.expectRefusal(
                ["build"], store: uri("tls=true&tlsCAFile=\(certificates.stranger)"),
                "not signed by an authority that this machine trusts", "tlsCAFile")
            try await world.expectRefusal(
                ["build"], store: uri("tls=true"), "not signed by an authority that this machine trusts", "tlsCAFile")
            try await world.expectRefusal(["build"], store: uri("tls=true&tlsCAFile=/nowhere/ca.pem"), "/nowhere/ca.pem")
            try await world.expectRefusal(["build"], store: uri(""), "one that speaks TLS only needs tls=true")
            let right = uri("tls=true&tlsCAFile=\(certificates.authority)")
            let built = try await world.run(["build"], store: right)
            #expect(built.status == 0, "\(built.complaints)")
            let participants = world.server.account.truth.totals.counts.participants
            #expect(try await world.run(["verify"], store: right).output.hasPrefix("Total participants: \(participants)\n"))
        }
    }

    @Test("TLS: a certificate for another name is refused, and so is a server without TLS")
    func names() async throws {
        try await withWorld { world in
            let certificates = try await TestAuthorities(in: world.folder)
            let options = "serverSelectionTimeoutMS=1500&tls=true&tlsCAFile=\(certificates.authority)"
            let mongod = try await GuardedMongod(certificate: try await certificates.server("DNS:db.example.net"))
            defer { mongod.stop() }
            try await world.expectRefusal(
                ["build"], store: "mongodb://\(mongod.host)/test_tls?\(options)", "made out to another name", "127.0.0.1")
            let plain = try await Mongod.shared.value
            try await world.expectRefusal(
                ["build"], store: "mongodb://127.0.0.1:\(plain.port)/test_tls?directConnection=true&\(options)",
                "leave tls=true out")
        }
    }

    @Test("Users: what the documents ask for suffices; a wrong password and each missing right are said in a sentence each")
    func users() async throws {
        try await withWorld { world in
            let database = "test_users"
            let rows = ["find", "insert", "update", "remove", "listCollections", "listIndexes"]
            let mongod = try await GuardedMongod(users: [
                .init("writer", Self.password, role: "readWrite", database: database),
                .init("reader", Self.password, role: "read", database: database),
                .init("rows", Self.password, actions: rows, database: database),
                .init("other", Self.password, role: "readWrite", database: "another_database"),
            ])
            defer { mongod.stop() }
            func uri(_ user: String, password: String = Self.password, source: String = "admin") -> String {
                "mongodb://\(user):\(password)@\(mongod.host)/\(database)?authSource=\(source)&serverSelectionTimeoutMS=1500"
            }
            try await world.expectRefusal(
                ["build"], store: uri("writer", password: "wrong-secret"), "refuses the login",
                "Check user, password and authSource")
            try await world.expectRefusal(["build"], store: uri("nobody"), "refuses the login")
            try await world.expectRefusal(["build"], store: uri("writer", source: database), "refuses the login", "authSource")
            try await world.expectRefusal(
                ["build"], store: "mongodb://\(mongod.host)/\(database)", "Put a user and a password into", "readWrite")
            try await world.expectRefusal(["build"], store: uri("other"), "readWrite", database)
            try await world.expectRefusal(
                ["build"], store: uri("reader"),
                "to execute the command update. The user needs the role readWrite on the database \(database)")
            let writer = uri("writer")
            let built = try await world.run(["build"], store: writer)
            #expect(built.status == 0, "\(built.complaints)")
            world.server.advance(days: 1)
            #expect(try await world.run(["build"], store: writer).status == 0)
            let people = try await world.run(["export", "--by", "person"], store: writer).output
            let row = try #require(people.split(separator: "\r\n").dropFirst().first)
            let address = String(try #require(row.split(separator: ",").first))
            let reader = uri("reader")
            for command in [
                ["verify"], ["runs"], ["explain", address], ["export", "--output", "all.csv"], ["compare", "1", "2"], ["doctor"],
            ] {
                let read = try await world.run(command, store: reader)
                #expect(read.status == 0, "\(command): \(read.complaints)")
            }
            for command in [
                ["forget", address, "--yes"], ["rollback", "latest", "--yes"], ["render"], ["sync"],
                ["copy", "--to", "sqlite:c.sqlite"],
            ] {
                let refused = try await world.run(command, store: reader)
                #expect(refused.status == 1 && refused.complaints.contains("readWrite"), "\(command): \(refused.complaints)")
            }
            // A first build needs no index, and this does.
            let indexes = try await world.run(["forget", address, "--yes"], store: uri("rows"))
            #expect(indexes.status == 1, "\(indexes.complaints)")
            #expect(indexes.complaints.contains("to execute the command createIndexes. The user needs the role readWrite"))
            for command in [["rollback", "latest", "--yes"], ["forget", address, "--yes"], ["sync"]] {
                let done = try await world.run(command, store: writer)
                #expect(done.status == 0, "\(command): \(done.complaints)")
            }
        }
    }
}
