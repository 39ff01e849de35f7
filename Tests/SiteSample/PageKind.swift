/// What a page is of: `campaigns/news-1/index.html` and `campaigns/news-2/index.md` are of one kind, `campaigns/index.html` is of
/// another.
package struct PageKind: Hashable, Sendable, CustomStringConvertible {
    package let description: String

    /// - Parameter path: a page in either form, relative to the site's root.
    package init(path: String) {
        let folders = path.split(separator: "/").dropLast()
        description = folders.isEmpty ? "/" : folders.count == 1 ? "\(folders[0])/" : "\(folders[0])/…/"
    }
}
