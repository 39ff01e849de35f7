/// The checks of a site before it is published: every link leads to a file, and no page is larger than readers like.
struct SiteCheck {
    /// Of the files that octo-site makes.
    let paths: Set<String>
    /// True for a file of somebody else that stays beside them.
    let isForeign: (String) -> Bool
    let pages: [String: PageLinks]
    let notFoundPage: String
    let read: (String) throws(PublishingError) -> [UInt8]

    /// - Throws: ``PublishingError/Code/brokenLinks``, which names the first few.
    func checkLinks() throws(PublishingError) {
        var broken: [(page: String, link: String)] = []
        for (page, links) in pages {
            // A server shows this page at any depth, so its links may begin at the root.
            if page != notFoundPage { broken += links.outside.map { (page, $0) } }
            broken += links.targets.filter { !exists($0) }.map { (page, $0) }
        }
        guard !broken.isEmpty else { return }
        let first = broken.sorted { ($0.page, $0.link) < ($1.page, $1.link) }.prefix(5)
        let list = first.map { "\($0.page) links to \($0.link)" }.joined(separator: "; ")
        let rest = broken.count > first.count ? "; and \(broken.count - first.count) more" : ""
        throw PublishingError(
            .brokenLinks, path: first.first?.page ?? "",
            "Nothing was published, as links lead to no file: \(list)\(rest). Correct the template or page that makes them.")
    }

    private func exists(_ target: String) -> Bool {
        if target == "/" { return isFile("index.html") }
        if target.hasSuffix("/") { return isFile(target + "index.html") }
        return isFile(target) || isFile(target + "/index.html")
    }

    private func isFile(_ path: String) -> Bool { paths.contains(path) || isForeign(path) }

    /// A sentence that names the largest page above the limit; nil if there is none. The size of a page is that of its HTML and of
    /// the styles and scripts it loads, gzipped.
    func warningAboutWeight(limit: Int) throws(PublishingError) -> String? {
        var known: [String: Int] = [:]
        var heaviest: (page: String, weight: Int)?
        for (page, links) in pages {
            var assets = 0
            for path in links.assets where paths.contains(path) {
                let weight = if let weight = known[path] { weight } else { Weight.gzipped(try read(path)) }
                known[path] = weight
                assets += weight
            }
            // Compressing takes the most time, and most pages are small enough without it.
            if links.size + assets <= limit { continue }
            let weight = Weight.gzipped(try read(page)) + assets
            if weight > max(limit, heaviest?.weight ?? 0) { heaviest = (page, weight) }
        }
        return heaviest.map {
            "\($0.page) is large: \($0.weight) bytes with its styles and scripts, gzipped, where \(limit) load quickly on a phone. "
                + "It was published even so."
        }
    }
}
