import Foundation
import Testing

/// A real mongod that asks for a password, for TLS, or for both.
package struct GuardedMongod: Sendable {
    /// Somebody who may log in. Users are defined in `admin`.
    package struct User: Sendable {
        package var name: String
        package var password: String
        package var database: String
        /// A built-in role on the database, such as `readWrite`.
        package var role: String
        /// What a role of the user's own allows on the database, instead of a built-in one.
        package var actions: [String]?

        package init(_ name: String, _ password: String, role: String, database: String) {
            (self.name, self.password, self.role, self.database) = (name, password, role, database)
        }

        package init(_ name: String, _ password: String, actions: [String], database: String) {
            self.init(name, password, role: "\(name)_role", database: database)
            self.actions = actions
        }
    }

    private let process: MongodProcess

    package var host: String { "127.0.0.1:\(process.port)" }

    /// - Parameters:
    ///   - users: with any, nobody else may do anything.
    ///   - certificate: a file with key and certificate; with one, only TLS is spoken.
    package init(users: [User] = [], certificate: String? = nil) async throws {
        process = try MongodProcess(replicaSet: nil)
        try await eventually(within: .seconds(60), "mongod answers") { [process] in process.isWritable() }
        for user in users {
            if let actions = user.actions {
                try send(MongodCommand.createRole(user.role, actions: actions, database: user.database))
            }
            try send(
                MongodCommand.createUser(user.name, password: user.password, role: user.role, database: user.database))
        }
        var options = users.isEmpty ? [] : ["--auth"]
        if let certificate { options += ["--tlsMode", "requireTLS", "--tlsCertificateKeyFile", certificate] }
        process.kill()
        try process.restart(options: options)
        try await eventually(within: .seconds(60), "mongod listens again") { [process] in
            (try? LoopbackSocket(port: process.port)) != nil
        }
    }

    package func stop() { process.stop() }

    private func send(_ command: [UInt8]) throws {
        let reply = try LoopbackSocket(port: process.port).command(command)
        guard MongodCommand.saysDone(reply) else {
            throw MongodError("mongod refuses a user or a role: \(String(decoding: reply, as: UTF8.self))")
        }
    }
}
