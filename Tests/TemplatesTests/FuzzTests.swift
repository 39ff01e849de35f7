import TestSupport
import Testing

@testable import Templates

@Suite("Fuzz: templates")
struct FuzzTests {
    @Test("A damaged template is rendered, or refused with its file", arguments: Fuzz.seeds(6))
    func damagedTemplates(seed: Int) async throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let intact = Array("# People\n\n{{#has_files}}{{people}}, {{{engaged}}}{{/has_files}}\n{{> parts/notices.md}}\n".utf8)
        for _ in 0..<40 {
            let damaged = Fuzz.damaged(
                intact, &random,
                words: ["{{", "}}", "{{{", "{{#people}}", "{{/people}}", "{{^x}}", "{{> people.md}}", "{{!", "\n", "{{.}}"])
            let text = String(decoding: damaged, as: UTF8.self)
            do {
                _ = try await TemplateFolders.render("people.md", ["people.md": text])
            } catch {
                let error = try #require(error as? TemplateError, "\(text)")
                #expect("\(error)".contains("people.md"), "\(error)")
            }
        }
    }
}
