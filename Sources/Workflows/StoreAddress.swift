/// A store as a URI names it: `sqlite:PATH`, `mongodb://…` or `mongodb+srv://…`.
package struct StoreAddress: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A file's path.
        case sqlite(path: String)
        /// The whole URI, which may hold a password.
        case mongo(uri: String)
    }

    package let kind: Kind

    private static let sqlite = "sqlite:"

    /// The path of the file that a URI names; nil for a database, and for what names no store.
    private static func path(of uri: String) -> String? {
        uri.hasPrefix(sqlite) ? String(uri.dropFirst(sqlite.count)) : nil
    }

    /// The URI with another path where it names a file; any other text as it is.
    package static func movingFile(of uri: String, to place: (String) -> String) -> String {
        path(of: uri).map { sqlite + place($0) } ?? uri
    }

    /// The path of the store's file; nil for a database.
    package var path: String? { if case .sqlite(let path) = kind { path } else { nil } }

    /// - Throws: ``WorkflowError`` for a URI of another kind; its sentence hides a password.
    package init(_ uri: String) throws(WorkflowError) {
        if let path = Self.path(of: uri) {
            guard !path.isEmpty else {
                throw WorkflowError(.badRequest, "The store's address “sqlite:” needs a path, as in sqlite:octo-site.sqlite.")
            }
            kind = .sqlite(path: path)
        } else if uri.hasPrefix("mongodb://") || uri.hasPrefix("mongodb+srv://") {
            kind = .mongo(uri: uri)
        } else {
            throw WorkflowError(
                .badRequest,
                "“\(uri.withoutCredentials)” names no store: expected sqlite:PATH, mongodb://… or mongodb+srv://… (--store).")
        }
    }
}

extension String {
    /// The text with `…` in place of a user and password in front of a host: a mistyped address may hold one.
    package var withoutCredentials: String { replacing(#/\/\/[^@\/]*@/#, with: "//…@") }
}
