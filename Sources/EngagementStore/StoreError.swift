/// What a store could not do: a code to branch on, and a sentence for a person that names the store and says what to do.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package var rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The file or server can't be reached or opened.
        package static let unreachable = Code(rawValue: "unreachable")
        /// Another run holds the store.
        package static let leased = Code(rawValue: "leased")
        /// The store was written by a newer octo-site.
        package static let tooNew = Code(rawValue: "too_new")
        /// The store refused or broke off.
        package static let failed = Code(rawValue: "failed")
        /// A copy needs an empty store, and this one holds something.
        package static let notEmpty = Code(rawValue: "not_empty")
        /// A copy into the store broke off.
        package static let halfCopied = Code(rawValue: "half_copied")
        /// What was asked for isn't there.
        package static let notFound = Code(rawValue: "not_found")
    }

    package var code: Code
    /// The store's name, without a password.
    package var store: String
    /// A whole sentence.
    package var message: String

    package init(_ code: Code, store: String, _ message: String) {
        self.code = code
        self.store = store
        self.message = message
    }

    package var description: String { message }
}
