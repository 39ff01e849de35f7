import Basics
import Files

/// The files of the site that a page links to, and how large the page itself is.
struct PageLinks: Sendable {
    /// Paths from the site's root. The path of a folder ends with a slash.
    private(set) var targets: Set<String> = []
    /// The styles and scripts among them, which the page loads.
    private(set) var assets: Set<String> = []
    /// Links that lead out of the site, or begin at the root of the server, which may serve the site in a subfolder.
    private(set) var outside: Set<String> = []

    /// Of the page, in bytes.
    let size: Int

    /// - Parameters:
    ///   - bytes: of the page.
    ///   - path: of the page in the site. Its links are relative to it.
    init(of bytes: [UInt8], at path: String) {
        size = bytes.count
        var scanner = HTMLScanner(bytes)
        // Most links of a page are on it many times.
        var seen: Set<String> = []
        while let tag = scanner.nextTag() {
            let isAsset = scanner.has(tag.name, "script") || scanner.has(tag.name, "link") && isStylesheet(tag, in: scanner)
            for place in [tag.href, tag.src] {
                guard let link = place.map(scanner.text), isAsset || seen.insert(link).inserted else { continue }
                add(link, at: path, isAsset: isAsset)
            }
        }
    }

    /// Whether a page may link to a file, told from its bytes without reading its links, which takes five times as long.
    ///
    /// Every link to a file has its name; to the first page of a folder, that of the folder, unless the page is in the folder. A name
    /// that need not be percent-encoded is spelled in one way, unless the page has escapes.
    /// - Parameters:
    ///   - path: of the page in the site.
    ///   - target: the path of the file.
    static func mayLead(from page: [UInt8], at path: String, to target: String) -> Bool {
        var parts = target.split(separator: "/")
        if parts.last == "index.html" {
            parts.removeLast()
            if path.hasPrefix(target.dropLast("index.html".count)) { return true }
        }
        guard let name = parts.last.map(String.init), PercentEncoding.encode(name) == name else { return true }
        return ByteSearch.contains(name, in: page) || hasEscapes(page)
    }

    /// Whether the bytes have a percent-encoded one, or a character by its number.
    private static func hasEscapes(_ bytes: [UInt8]) -> Bool {
        ByteSearch.contains("&#", in: bytes)
            || bytes.indices.contains { place in
                bytes[place] == UInt8(ascii: "%") && PercentEncoding.escapedByte(in: bytes, at: place) != nil
            }
    }

    private func isStylesheet(_ tag: HTMLScanner.Tag, in scanner: HTMLScanner) -> Bool {
        tag.rel.map { scanner.text($0).lowercased().contains("stylesheet") } ?? false
    }

    private mutating func add(_ link: String, at page: String, isAsset: Bool) {
        let link = link.trimmingPrefix { $0.isWhitespace }
        guard !link.isEmpty, !link.hasPrefix("#"), !Self.hasScheme(link), !link.hasPrefix("//") else { return }
        let path = Substring(link.utf8.prefix { $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "?") })
        guard let target = Self.resolve(path, from: page) else {
            outside.insert(String(link))
            return
        }
        targets.insert(target)
        if isAsset { assets.insert(target) }
    }

    /// RFC 3986 §3.1: a letter, then letters, digits, `+`, `-`, `.` up to a colon.
    private static func hasScheme(_ link: Substring) -> Bool {
        func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
        let rest = link.utf8.drop { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.".utf8.contains(byte)
        }
        return link.utf8.first.map(isLetter) == true && rest.first == UInt8(ascii: ":")
    }

    /// RFC 3986 §5.2.4, with the site's root where a server's would be; nil if the link leaves it.
    private static func resolve(_ link: Substring, from page: String) -> String? {
        // A query alone leads to the page itself.
        if link.isEmpty { return page }
        if link.hasPrefix("/") { return nil }
        let slash = UInt8(ascii: "/")
        var parts = page.utf8.split(separator: slash).dropLast().map(Substring.init)
        let steps = PercentEncoding.decode(String(link)).utf8.split(separator: slash, omittingEmptySubsequences: false)
            .map(Substring.init)
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            switch step {
            case "", ".": break
            case "..":
                if parts.isEmpty { return nil }
                parts.removeLast()
            default:
                parts.append(step)
                if isLast { return parts.joined(separator: "/") }
            }
        }
        return parts.isEmpty ? "/" : parts.joined(separator: "/") + "/"
    }
}
