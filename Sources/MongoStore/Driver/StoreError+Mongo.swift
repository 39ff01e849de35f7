import CMongoC
import EngagementStore

extension StoreError {
    /// Maps libmongoc's and the server's codes; the only place that knows them.
    init(_ error: bson_error_t, at address: MongoAddress) {
        let words = error.words
        let name = address.name
        switch (mongoc_error_domain_t(error.domain), error.code) {
        case (MONGOC_ERROR_SERVER_SELECTION, _), (MONGOC_ERROR_STREAM, _):
            self.init(
                .unreachable, store: name,
                "\(name) can't be reached: \(words). Check that mongod runs there and that this machine may connect to it.")
        case (MONGOC_ERROR_CLIENT, UInt32(MONGOC_ERROR_CLIENT_AUTHENTICATE.rawValue)), (_, 18):
            self.init(
                .unreachable, store: name,
                "\(name) refuses the login: \(words). Check user, password and authSource in the store's URI.")
        case (MONGOC_ERROR_WRITE_CONCERN, UInt32(MONGOC_ERROR_WRITE_CONCERN_ERROR.rawValue)):
            self.init(
                .failed, store: name,
                "\(name) did not confirm a write on a majority of its nodes in time: \(words). Check with rs.status() that a "
                    + "majority runs; then run this again.")
        case (_, 50):
            self.init(
                .failed, store: name,
                "\(name) needed too long: \(words). Look with db.currentOp() for what keeps it; then run this again.")
        case (_, 13):
            self.init(
                .failed, store: name,
                "\(name) doesn't allow this: \(words). The user needs the role readWrite on the database \(address.database).")
        default:
            self.init(.failed, store: name, "\(name) refused or broke off (code \(error.code)): \(words)")
        }
    }
}

extension bson_error_t {
    /// The message.
    var words: String {
        unsafe withUnsafeBytes(of: message) { bytes in unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
