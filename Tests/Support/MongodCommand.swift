/// The two commands that a new server needs before a driver can use it, as messages of MongoDB's wire protocol
/// (<https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/>). Written by hand, so that the
/// tests of any target can use a server without the store's internals.
enum MongodCommand {
    static let hello = message(document([int32("hello", 1), string("$db", "admin")]))

    /// - Parameter hosts: of all members. Several elect a new primary two seconds after the old one has gone.
    static func initiate(_ hosts: [String]) -> [UInt8] {
        let members = hosts.enumerated().map { index, host in
            element(0x03, "\(index)", document([int32("_id", Int32(index)), string("host", host)]))
        }
        var config = [string("_id", "tests"), element(0x04, "members", document(members))]
        if hosts.count > 1 {
            config.append(
                element(
                    0x03, "settings", document([int32("electionTimeoutMillis", 2_000), int32("heartbeatIntervalMillis", 500)])))
        }
        return message(document([element(0x03, "replSetInitiate", document(config)), string("$db", "admin")]))
    }

    /// - Parameter role: a built-in one, or one of the database's own.
    static func createUser(_ name: String, password: String, role: String, database: String) -> [UInt8] {
        message(
            document([
                string("createUser", name), string("pwd", password), roles([(role, database)]), journaled,
                string("$db", "admin"),
            ]))
    }

    /// A role that allows some actions on every collection of a database.
    static func createRole(_ name: String, actions: [String], database: String) -> [UInt8] {
        let resource = element(0x03, "resource", document([string("db", database), string("collection", "")]))
        let list = element(0x04, "actions", document(actions.enumerated().map { string("\($0)", $1) }))
        let privileges = element(0x04, "privileges", document([element(0x03, "0", document([resource, list]))]))
        return message(document([string("createRole", name), privileges, roles([]), journaled, string("$db", database)]))
    }

    /// So that what was done survives a kill.
    private static var journaled: [UInt8] { element(0x03, "writeConcern", document([element(0x08, "j", [1])])) }

    private static func roles(_ roles: [(name: String, database: String)]) -> [UInt8] {
        let list = roles.enumerated().map { index, role in
            element(0x03, "\(index)", document([string("role", role.name), string("db", role.database)]))
        }
        return element(0x04, "roles", document(list))
    }

    /// True if a reply says that the command was carried out: `ok: 1.0`.
    static func saysDone(_ reply: [UInt8]) -> Bool {
        let member = [0x01] + Array("ok".utf8) + [0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F]
        return reply.indices.contains { reply[$0...].starts(with: member) }
    }

    /// True if a reply to ``hello`` comes from a server that accepts writes.
    static func saysWritable(_ reply: [UInt8]) -> Bool { says("isWritablePrimary", reply) }

    /// True if it comes from a member of a set that is up to date, or nearly.
    static func saysReady(_ reply: [UInt8]) -> Bool { saysWritable(reply) || says("secondary", reply) }

    private static func says(_ name: String, _ reply: [UInt8]) -> Bool {
        let member = [0x08] + Array(name.utf8) + [0, 1]
        return reply.indices.contains { reply[$0...].starts(with: member) }
    }

    /// OP_MSG with one section.
    private static func message(_ document: [UInt8]) -> [UInt8] {
        let body = bytes(1) + bytes(0) + bytes(2013) + bytes(0) + [0] + document
        return bytes(Int32(body.count + 4)) + body
    }

    private static func document(_ elements: [[UInt8]]) -> [UInt8] {
        let content = elements.flatMap { $0 }
        return bytes(Int32(content.count + 5)) + content + [0]
    }

    private static func element(_ type: UInt8, _ name: String, _ value: [UInt8]) -> [UInt8] {
        [type] + Array(name.utf8) + [0] + value
    }

    private static func int32(_ name: String, _ value: Int32) -> [UInt8] { element(0x10, name, bytes(value)) }

    private static func string(_ name: String, _ value: String) -> [UInt8] {
        element(0x02, name, bytes(Int32(value.utf8.count + 1)) + Array(value.utf8) + [0])
    }

    private static func bytes(_ number: Int32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
}
