import TestSupport
import Testing

@testable import Publishing

@Suite("Fuzz: links of a page")
struct FuzzTests {
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
