import CMongoC
import EngagementStore

extension StoreError {
    /// Maps libmongoc's and the server's codes; the only place that knows them.
    init(_ error: bson_error_t, at address: MongoAddress) {
        let words = error.words
        let name = address.name
        switch (mongoc_error_domain_t(error.domain), error.code) {
        case (MONGOC_ERROR_SERVER_SELECTION, _), (MONGOC_ERROR_STREAM, _):
            self.init(.unreachable, store: name, "\(name) can't be reached: \(words). \(Self.advice(after: words, at: address))")
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
            let advice =
                words.hasSuffix("requires authentication")
                ? "Put a user and a password into the store's URI; the user needs" : "The user needs"
            self.init(
                .failed, store: name,
                "\(name) doesn't allow this: \(words). \(advice) the role readWrite on the database \(address.database).")
        default:
            self.init(.failed, store: name, "\(name) refused or broke off (code \(error.code)): \(words)")
        }
    }

    /// What to do where no server could be used. libmongoc has one code for all reasons, and tells them apart by its words.
    private static func advice(after words: String, at address: MongoAddress) -> String {
        let general = "Check that mongod runs there and that this machine may connect to it"
        if words.contains("certificate verify failed") {
            if words.contains("mismatch") {
                return
                    "The server's certificate is made out to another name: put that name into the store's URI, or give the server a "
                    + "certificate for this one."
            }
            if words.contains("expired") { return "Renew the server's certificate." }
            return
                "The server's certificate is not signed by an authority that this machine trusts: name the file with the right "
                + "authority's certificate by tlsCAFile in the store's URI."
        }
        // What a server says, or what is heard of it, that waits for the other kind of connection.
        let signs = ["connection closed", "closed connection", "connection error", "TLS"]
        guard signs.contains(where: { words.contains($0) }) else {
            return "\(general)."
        }
        return address.usesTLS
            ? "\(general), and that it speaks TLS: for one that does not, leave tls=true out of the store's URI."
            : "\(general); one that speaks TLS only needs tls=true in the store's URI."
    }
}

extension bson_error_t {
    /// The message, without the parts of a command that nobody can read.
    var words: String {
        let text = unsafe withUnsafeBytes(of: message) { bytes in
            unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        let sentence = text.hasSuffix(".") ? String(text.dropLast()) : text
        guard let command = sentence.firstMatch(of: /to execute command \{ ?(\w+):.*/) else { return sentence }
        return "\(sentence[..<command.range.lowerBound])to execute the command \(command.1)"
    }
}
