/// Why a use case could not begin or go on: a code to branch on, and a sentence for a person that says what to do.
package struct WorkflowError: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package var rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// A run, campaign, contact, address or folder was named that does not exist or can't be used.
        package static let badRequest = Code(rawValue: "bad_request")
        /// The store holds nothing yet that could be shown or copied.
        package static let nothingThere = Code(rawValue: "nothing_there")
        /// An address is to be forgotten that neither the store nor its tombstones know.
        package static let unknownAddress = Code(rawValue: "unknown_address")
        /// The published site shows updates that the store does not have.
        package static let otherArchive = Code(rawValue: "other_archive")
        /// The secret file is missing, unreadable, or not the one that the store's tombstones were made with.
        package static let secretFile = Code(rawValue: "secret_file")
        /// Parts of the store can't be read.
        package static let unreadable = Code(rawValue: "unreadable")
        /// The old scripts have written into the store since the last run.
        package static let legacyTraces = Code(rawValue: "legacy_traces")
        /// A message would tell the address of a contact.
        package static let leak = Code(rawValue: "leak")
        /// The templates and files that every site is made of were not found.
        package static let noResources = Code(rawValue: "no_resources")
    }

    package var code: Code
    /// A whole sentence.
    package var message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    package var description: String { message }
}
