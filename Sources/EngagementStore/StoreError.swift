/// What a store could not do: a code to branch on, and a sentence for a person that names the store and says what to do.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    public struct Code: RawRepresentable, Hashable, Sendable {
        public var rawValue: String
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The file or server can't be reached or opened.
        public static let unreachable = Code(rawValue: "unreachable")
        /// Another run holds the store.
        public static let leased = Code(rawValue: "leased")
        /// The store was written by a newer octo-site.
        public static let tooNew = Code(rawValue: "too_new")
        /// The store refused or broke off.
        public static let failed = Code(rawValue: "failed")
        /// A copy needs an empty store, and this one holds something.
        public static let notEmpty = Code(rawValue: "not_empty")
        /// A copy into the store broke off.
        public static let halfCopied = Code(rawValue: "half_copied")
        /// What was asked for isn't there.
        public static let notFound = Code(rawValue: "not_found")
    }

    public var code: Code
    /// The store's name, without a password.
    public var store: String
    /// A whole sentence.
    public var message: String

    public init(_ code: Code, store: String, _ message: String) {
        self.code = code
        self.store = store
        self.message = message
    }

    public var description: String { message }
}
