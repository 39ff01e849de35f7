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
        /// A stored value can't be read.
        package static let unreadable = Code(rawValue: "unreadable")
        /// The store refused or broke off.
        package static let failed = Code(rawValue: "failed")
        /// A copy needs an empty store, and this one holds something.
        package static let notEmpty = Code(rawValue: "not_empty")
        /// A copy into the store broke off.
        package static let halfCopied = Code(rawValue: "half_copied")
        /// A rollback of the store is under way or broke off.
        package static let halfRolledBack = Code(rawValue: "half_rolled_back")
        /// The database holds data of the old scripts that no run has adopted.
        package static let notAdopted = Code(rawValue: "not_adopted")
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

extension StoreError {
    /// A store that was written by a newer octo-site.
    /// - Parameters:
    ///   - found: the version of the store.
    ///   - known: the newest version that this program can read.
    package static func tooNew(store: String, found: Int, known: Int) -> StoreError {
        StoreError(
            .tooNew, store: store,
            "\(store) was written by a newer octo-site (store version \(found), this one knows up to \(known)); "
                + "use that octo-site, or another store.")
    }

    package static func unknownRun(_ number: Int32, store: String) -> StoreError {
        StoreError(.notFound, store: store, "\(store) has no run number \(number). `octo-site runs` lists the runs it has.")
    }

    package static func unreadable(_ value: UnreadableValue, store: String) -> StoreError {
        let place = value.place.map { " in \($0)" } ?? ""
        let reason = value.reason.map { " \($0)" } ?? ""
        return StoreError(
            .unreadable, store: store,
            "\(store) holds “\(value.value)” as \(value.field)\(place), which can't be read.\(reason) "
                + "Correct it there, or restore a backup of the store.")
    }
}
