import CMongoC
import CMongoCounters
import EngagementStore
import Files

/// Where a database is, read from a connection string once.
struct MongoAddress: Sendable {
    /// The connection string as given, with the password: only libmongoc sees it.
    private let text: String
    /// `emailoctopus_db` unless the string names another.
    let database: String
    /// `mongodb://host:27017/emailoctopus_db`, without user, password and options.
    let name: String
    /// How long a server that has gone away is waited for: `serverSelectionTimeoutMS` of the string, else a minute.
    let patience: Duration
    let usesTLS: Bool

    static let defaultDatabase = "emailoctopus_db"
    private static let serversOwn: Set<String> = ["admin", "config", "local"]

    /// How long a client waits for the answer to one message.
    enum AnswerTimeout: Int32 {
        /// Longer than the server takes to say that a majority did not confirm a write.
        case ordinary = 75_000
        /// For pipelines over a whole collection, and for making an index.
        case long = 300_000
    }

    init(_ text: String) throws {
        MongoRuntime.start()
        self.text = text
        let uri = try ClientURI(text)
        // libmongoc takes what follows an unescaped @ in a password for a host, whose name would be shown.
        if uri.hosts.contains(where: { $0.contains("@") }) { throw ClientURI.unreadable }
        database = uri.database ?? Self.defaultDatabase
        guard !Self.serversOwn.contains(database) else {
            throw StoreError(
                .unreachable, store: "mongodb",
                "The store's URI names the database \(database), which is the server's own. Name another one after the hosts; "
                    + "where the user is defined is told by authSource, as in /\(Self.defaultDatabase)?authSource=\(database).")
        }
        for option in ["tlscafile", "tlscertificatekeyfile"] {
            guard let path = uri.text(of: option), !FileSystem.canRead(path) else { continue }
            throw StoreError(
                .unreachable, store: "mongodb",
                "The store's URI names the file \(path), which can't be read. Check its path and its permissions.")
        }
        usesTLS = uri.usesTLS
        patience = uri.serverSelectionTimeout ?? .seconds(60)
        name = "\(uri.scheme)://\(uri.hosts.joined(separator: ","))/\(database)"
    }

    /// A client that waits for a server and writes durably, unless the string says otherwise.
    func makeClient(_ timeout: AnswerTimeout) throws -> MongoClient {
        let uri = try ClientURI(text)
        uri.applyDefaults(timeout)
        var error = bson_error_t()
        guard let client = unsafe mongoc_client_new_from_uri_with_error(uri.pointer, &error) else {
            throw StoreError(
                .unreachable, store: name,
                "\(name) can't be used: \(error.words). Check the hosts and options of the store's URI, and that this machine "
                    + "can look up the names.")
        }
        return unsafe MongoClient(adopting: client)
    }
}

/// Owns a `mongoc_uri_t`.
@safe private struct ClientURI: ~Copyable {
    let pointer: OpaquePointer

    init(_ text: String) throws {
        // libmongoc's own message quotes the string, and with it the password.
        guard let pointer = unsafe mongoc_uri_new_with_error(text, nil) else {
            throw text.hasPrefix("mongodb+srv://") ? Self.unreadableName : Self.unreadable
        }
        unsafe self.pointer = pointer
    }

    static var unreadable: StoreError {
        StoreError(
            .unreachable, store: "mongodb",
            "The store's URI can't be read as a MongoDB connection string. It looks like "
                + "mongodb://user:password@host:27017/database?option=value; in user and password, "
                + "characters such as @ : / % are written percent-encoded.")
    }

    private static var unreadableName: StoreError {
        StoreError(
            .unreachable, store: "mongodb",
            "The store's URI can't be read as a MongoDB connection string. After mongodb+srv:// comes one name of at least three "
                + "parts, without a port, whose hosts are looked up by DNS: "
                + "mongodb+srv://user:password@cluster.example.net/database; a list of hosts begins with mongodb://.")
    }

    deinit { unsafe mongoc_uri_destroy(pointer) }

    var database: String? {
        let name = unsafe mongoc_uri_get_database(pointer).map { unsafe String(cString: $0) }
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Nil where the string gives none.
    var serverSelectionTimeout: Duration? {
        let option = "serverselectiontimeoutms"
        guard unsafe mongoc_uri_has_option(pointer, option) else { return nil }
        return .milliseconds(unsafe mongoc_uri_get_option_as_int32(pointer, option, 0))
    }

    var usesTLS: Bool { unsafe mongoc_uri_get_tls(pointer) }

    /// The value of an option that is a text; nil where the string gives none.
    func text(of option: String) -> String? {
        unsafe mongoc_uri_get_option_as_utf8(pointer, option, nil).map { unsafe String(cString: $0) }
    }

    var scheme: String { unsafe mongoc_uri_get_srv_hostname(pointer) == nil ? "mongodb" : "mongodb+srv" }

    var hosts: [String] {
        if let host = unsafe mongoc_uri_get_srv_hostname(pointer) { return [unsafe String(cString: host)] }
        var result: [String] = []
        var host = unsafe mongoc_uri_get_hosts(pointer)
        while let current = unsafe host {
            result.append(
                unsafe withUnsafeBytes(of: current.pointee.host_and_port) { bytes in
                    unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                })
            unsafe host = UnsafePointer(current.pointee.next)
        }
        return result
    }

    /// Sets what octo-site needs, and its defaults for what the string leaves open.
    func applyDefaults(_ timeout: MongoAddress.AnswerTimeout) {
        // By default a single-threaded client tries once, and so fails while a replica set elects a new primary.
        unsafe mongoc_uri_set_option_as_bool(pointer, "serverselectiontryonce", false)
        requireMajority()
        // A set takes up to 12 seconds to find out that its primary is gone, and to elect another one.
        let isSet = unsafe hosts.count > 1 || mongoc_uri_get_replica_set(pointer) != nil || scheme == "mongodb+srv"
        let defaults: [(String, Int32)] = [
            ("serverselectiontimeoutms", isSet ? 30_000 : 10_000), ("connecttimeoutms", 5_000),
            ("sockettimeoutms", timeout.rawValue),
        ]
        for (option, milliseconds) in defaults where unsafe !mongoc_uri_has_option(pointer, option) {
            unsafe mongoc_uri_set_option_as_int32(pointer, option, milliseconds)
        }
        if unsafe mongoc_uri_get_appname(pointer) == nil { unsafe mongoc_uri_set_appname(pointer, "octo-site") }
    }

    /// A write counts when a majority has it in its journal, whatever the string says: what less have can be rolled back. A
    /// majority that does not confirm it is an error after a minute, unless the string gives another time.
    private func requireMajority() {
        let option = "wtimeoutms"
        let limit = unsafe mongoc_uri_get_option_as_int32(pointer, option, 60_000)
        let concern = unsafe mongoc_write_concern_new()
        defer { unsafe mongoc_write_concern_destroy(concern) }
        unsafe mongoc_write_concern_set_journal(concern, true)
        unsafe mongoc_write_concern_set_wmajority(concern, limit > 0 ? limit : 60_000)
        unsafe mongoc_uri_set_write_concern(pointer, concern)
    }
}

/// Owns a `mongoc_client_t`: one connection to each server, used by one thread at a time.
@safe final class MongoClient {
    let pointer: OpaquePointer

    init(adopting pointer: OpaquePointer) {
        unsafe self.pointer = pointer
        // Errors with the server's own codes.
        unsafe mongoc_client_set_error_api(pointer, MONGOC_ERROR_API_VERSION_2)
        // A merge compares with what is stored, which a secondary may not have yet.
        let primary = unsafe mongoc_read_prefs_new(MONGOC_READ_PRIMARY)
        defer { unsafe mongoc_read_prefs_destroy(primary) }
        unsafe mongoc_client_set_read_prefs(pointer, primary)
    }

    deinit { unsafe mongoc_client_destroy(pointer) }
}

/// Initialises libmongoc, once a process.
enum MongoRuntime {
    private static let started: Void = {
        // Before anything else: otherwise it writes to standard error, in the middle of a progress bar.
        mongoc_log_set_handler(nil, nil)
        mongoc_init()
    }()

    static func start() { started }
}
