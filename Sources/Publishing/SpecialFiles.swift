/// The files of a site that publishing treats in a way of their own, by their paths.
package struct SpecialFiles: Hashable, Sendable {
    /// Every site has this file: a folder that lists it in its checksums is known as a site.
    package var landmark: String
    /// The hashes of all other files. The publisher writes it, last of all.
    package var checksums: String
    /// The page that a server shows at any depth for an address that does not exist: its links may begin at the root.
    package var notFoundPage: String

    package init(landmark: String, checksums: String, notFoundPage: String) {
        self.landmark = landmark
        self.checksums = checksums
        self.notFoundPage = notFoundPage
    }
}
