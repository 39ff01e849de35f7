import Testing

/// A replica set of three real servers on loopback, of which one can be killed or frozen while a program works with it.
package struct MongodSet: Sendable {
    package let members: [MongodProcess]

    /// Starts three servers and waits until one of them is the primary and the others follow.
    package init() async throws {
        members = try (0..<3).map { _ in try MongodProcess(replicaSet: "tests") }
        let hosts = members.map { "127.0.0.1:\($0.port)" }
        try await eventually("all members answer") { [members] in members.allSatisfy { $0.answers() } }
        // Refused while a member does not answer the others yet, and again once the set exists.
        try await eventually("the set begins") { [members] in
            _ = try? LoopbackSocket(port: members[0].port).command(MongodCommand.initiate(hosts))
            return members.contains { $0.isReady() }
        }
        try await waitUntilWhole()
    }

    package func stop() {
        for member in members { member.stop() }
    }

    package func uri(database: String) -> String {
        "mongodb://" + members.map { "127.0.0.1:\($0.port)" }.joined(separator: ",") + "/\(database)?replicaSet=tests"
    }

    /// The member that accepts writes.
    package func primary() async throws -> MongodProcess {
        var found: MongodProcess?
        try await eventually("there is a primary") {
            found = members.first { $0.isWritable() }
            return found != nil
        }
        return found ?? members[0]
    }

    /// One of those that follow.
    package func secondary() async throws -> MongodProcess {
        let primary = try await primary()
        return members.first { $0.port != primary.port } ?? members[0]
    }

    /// Waits until all three take part again.
    package func waitUntilWhole() async throws {
        try await eventually(within: .seconds(300), "all members take part") {
            members.allSatisfy { $0.isReady() } && members.contains { $0.isWritable() }
        }
    }
}
