/// A file of the site: where it stands, relative to the site's root, and what is in it.
package struct Page: Hashable, Sendable {
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(_ path: String, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
