import TestSupport
import Testing

@testable import Publishing

@Suite("Fuzz: links of a page")
struct FuzzTests {
    @Test(
        "A page that links to a file is never taken for one that does not, however the link is spelled", arguments: Fuzz.seeds(10)
    )
    func mayLead(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let files = [
            "c.html", "a/index.html", "a/b c.csv", "runs/é/index.html", "runs/index.html", "index.html", "a/n&m.html",
            "d/e-f_g.csv", "x.y/z",
        ]
        func spelled(_ path: String) -> String {
            let path =
                path.hasSuffix("index.html") && random.chance(60) ? String(path.dropLast(random.chance(50) ? 10 : 11)) : path
            return path.utf8.map { byte -> String in
                let character = String(decoding: [byte], as: UTF8.self)
                if byte >= 0x80 || byte == UInt8(ascii: " ") || random.chance(3) {
                    return "%" + String(byte, radix: 16, uppercase: true)
                }
                if byte == UInt8(ascii: "&") { return random.chance(50) ? "&amp;" : "&#38;" }
                if byte == UInt8(ascii: "/") { return random.pick(["/", "/", "//", "/./"]) }
                return random.chance(2) ? "&#\(byte);" : character
            }.joined()
        }
        for _ in 0..<300 {
            let links = (0..<random.int(0...3)).map { _ in
                "<a href=\"\(random.pick(["../../", "../", ""]))\(random.chance(80) ? spelled(random.pick(files)) : "")\">50 % a&amp;b</a>"
            }
            let page = Array(links.joined(separator: random.pick(["", "&lt;p", "100%"])).utf8)
            let targets = PageLinks(of: page, at: "runs/r/index.html").targets
            for file in files where !PageLinks.mayLead(from: page, at: "runs/r/index.html", to: file) {
                let folder = file.hasSuffix("index.html") ? String(file.dropLast(10)) : file
                let isLinked = [file, folder, String(folder.dropLast())].contains { targets.contains($0) }
                #expect(!isLinked, "\(String(decoding: page, as: UTF8.self)) links to \(file)")
            }
        }
    }

    @Test("Damaged HTML is read to its end, and no link leaves the site unseen", arguments: Fuzz.seeds(10))
    func damagedPages(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let intact = Array(
            """
            <!doctype html><link rel=stylesheet href="../a.css"><script src="../a.js">'</scr'</script><!-- <a href=x> -->
            <p title='>'><a href="../b/?x#y">b</a> <img src=c.png> <a href=&#46;&#46;/d>d</a></p>
            """.utf8)
        for _ in 0..<200 {
            let damaged = Fuzz.damaged(
                intact, &random,
                words: [
                    "<", ">", "\"", "'", "<!--", "-->", "<script>", "</script>", "<a href=", "&amp", "&#x", "%2", "=", "\u{0}",
                ])
            let links = PageLinks(of: damaged, at: "runs/r/index.html")
            for target in links.targets {
                #expect(!target.split(separator: "/").contains(".."), "\(String(decoding: damaged, as: UTF8.self))")
            }
        }
    }
}
