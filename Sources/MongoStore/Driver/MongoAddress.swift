import CMongoC
import CMongoCounters
import EngagementStore

/// Where a database is, read from a connection string once.
struct MongoAddress: Sendable {
    /// The connection string as given, with the password: only libmongoc sees it.
    private let text: String
    /// `emailoctopus_db` unless the string names another.
    let database: String
    /// `mongodb://host:27017/emailoctopus_db`, without user, password and options.
    let name: String

    static let defaultDatabase = "emailoctopus_db"

    init(_ text: String) throws {
        MongoRuntime.start()
        self.text = text
        let uri = try ClientURI(text)
        // libmongoc takes what follows an unescaped @ in a password for a host, whose name would be shown.
        if uri.hosts.contains(where: { $0.contains("@") }) { throw ClientURI.unreadable }
        database = uri.database ?? Self.defaultDatabase
        name = "\(uri.scheme)://\(uri.hosts.joined(separator: ","))/\(database)"
    }

    /// A client that waits for a server and writes durably, unless the string says otherwise.
    func makeClient() throws -> MongoClient {
        let uri = try ClientURI(text)
        uri.applyDefaults()
        guard let client = unsafe mongoc_client_new_from_uri(uri.pointer) else {
            throw StoreError(
                .unreachable, store: name,
                "libmongoc can't make a client for \(name). Check the options of the store's URI.")
        }
        return unsafe MongoClient(adopting: client)
    }
}

/// Owns a `mongoc_uri_t`.
@safe private struct ClientURI: ~Copyable {
    let pointer: OpaquePointer

    init(_ text: String) throws {
        // libmongoc's own message quotes the string, and with it the password.
        guard let pointer = unsafe mongoc_uri_new_with_error(text, nil) else { throw Self.unreadable }
        unsafe self.pointer = pointer
    }

    static var unreadable: StoreError {
        StoreError(
            .unreachable, store: "mongodb",
            "The store's URI can't be read as a MongoDB connection string. It looks like "
                + "mongodb://user:password@host:27017/database?option=value; in user and password, "
                + "characters such as @ : / % are written percent-encoded.")
    }

    deinit { unsafe mongoc_uri_destroy(pointer) }

    var database: String? {
        let name = unsafe mongoc_uri_get_database(pointer).map { unsafe String(cString: $0) }
        return name.flatMap { $0.isEmpty ? nil : $0 }
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
    func applyDefaults() {
        // By default a single-threaded client tries once, and so fails while a replica set elects a new primary.
        unsafe mongoc_uri_set_option_as_bool(pointer, "serverselectiontryonce", false)
        unsafe mongoc_uri_set_option_as_utf8(pointer, "w", "majority")
        unsafe mongoc_uri_set_option_as_bool(pointer, "journal", true)
        for (option, milliseconds) in [("serverselectiontimeoutms", 10_000), ("connecttimeoutms", 5_000), ("wtimeoutms", 60_000)]
        where unsafe !mongoc_uri_has_option(pointer, option) {
            unsafe mongoc_uri_set_option_as_int32(pointer, option, Int32(milliseconds))
        }
        if unsafe mongoc_uri_get_appname(pointer) == nil { unsafe mongoc_uri_set_appname(pointer, "octo-site") }
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
