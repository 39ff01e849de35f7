/// A file of the site: its path, relative to the site's root, and its content.
package struct SiteFile: Hashable, Sendable {
    package var path: String
    package var bytes: [UInt8]

    init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(_ path: String, _ text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
