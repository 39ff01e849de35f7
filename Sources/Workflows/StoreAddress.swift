/// A store as a URI names it: `sqlite:PATH`, `mongodb://…` or `mongodb+srv://…`.
package struct StoreAddress: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A file's path.
        case sqlite(path: String)
        /// The whole URI, which may hold a password.
        case mongo(uri: String)
    }

    package let kind: Kind

    /// - Throws: ``WorkflowError`` for a URI of another kind; its sentence hides a password.
    package init(_ uri: String) throws(WorkflowError) {
        if uri.hasPrefix("sqlite:") {
            let path = String(uri.dropFirst("sqlite:".count))
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
