import Foundation
import Templates
import Testing

@Suite("Mistakes in templates")
struct TemplateMistakeTests {
    @Test("An unknown name is reported with file, line, name, and the name that was meant")
    func unknownName() async throws {
        let error = try await TemplateFolders.mistake([
            "people.md": "# P\n\n{{people}}\n{{#has_files}}\n  {{{enaged}}}\n{{/has_files}}\n"
        ])
        #expect(error.file.hasSuffix("/people.md"))
        #expect(error.line == 5)
        #expect(error.name == "enaged")
        #expect(
            error.description.hasSuffix(
                "/people.md, line 5: nothing is known by the name “enaged” here; did you mean “engaged”?."))
    }

    @Test("So it is in a partial, in a section's head, and in the frame")
    func unknownNamesElsewhere() async throws {
        let inPartial = try await TemplateFolders.mistake(["people.md": "{{> x.md}}", "x.md": "one\n\n{{nothing}}\n"])
        #expect(inPartial.file.hasSuffix("/x.md") && inPartial.line == 3)
        let inSection = try await TemplateFolders.mistake(["people.md": "{{people}}\n{{^wrong}}x{{/wrong}}"])
        #expect(inSection.line == 2 && inSection.name == "wrong")
        let inFrame = try await TemplateFolders.mistake(in: "page.html", ["page.html": "<title>{{title}}</title>\n{{{bodi}}}"])
        #expect(inFrame.file.hasSuffix("/page.html") && inFrame.line == 2 && inFrame.name == "bodi")
    }

    @Test("What a value is made of inside can't be asked for")
    func noReflection() async throws {
        #expect(
            try await TemplateFolders.mistake(["people.md": "{{#people}}{{renderText}}{{/people}}"]).problem.contains(
                "can't be a key"))
        #expect(try await TemplateFolders.mistake(["people.md": "{{#people}}{{is_null}}{{/people}}"]).name == "is_null")
        #expect(try await TemplateFolders.mistake(["people.md": "{{people.count}}"]).problem.contains("can't be a key"))
    }

    @Test("F16: what is nested too deep is reported with file and line, in sections, in templates, and in both")
    func tooDeep() async throws {
        func nested(_ count: Int, _ inside: String) -> String {
            String(repeating: "{{#has_files}}\n", count: count) + inside + String(repeating: "{{/has_files}}", count: count)
        }
        let sections = try await TemplateFolders.mistake(["people.md": nested(20_000, "x")])
        #expect(sections.file.hasSuffix("/people.md") && sections.line == 101)
        #expect(sections.problem == "sections are nested more than 100 deep here")
        var chain = ["people.md": "{{> c0.md}}"]
        for index in 0..<300 { chain["c\(index).md"] = index == 299 ? "x" : "\n{{> c\(index + 1).md}}" }
        #expect(try await TemplateFolders.mistake(chain).problem == "templates and sections are nested more than 100 deep here")
        let both = try await TemplateFolders.mistake(["people.md": nested(60, "{{> x.md}}"), "x.md": nested(60, "y")])
        #expect(both.problem.hasPrefix("templates and sections are nested") && both.line == 61)
        #expect(try await TemplateFolders.render("people.md", ["people.md": nested(100, "deep")]).contains("deep"))
        // Each template twice in the one before: 2^60 ways through them, each checked once.
        var doubled = ["people.md": "{{#people}}{{/people}}{{^people}}{{> d0.md}}{{/people}}"]
        for index in 0..<60 { doubled["d\(index).md"] = index == 59 ? "x" : "{{> d\(index + 1).md}}{{> d\(index + 1).md}}" }
        _ = try await TemplateFolders.render("people.md", doubled)
    }

    @Test("F31: a folder in the place of a template is a mistake")
    func folderForTemplate() async throws {
        let error = try await TemplateFolders.mistake(["people.md/x.txt": "x"])
        #expect(error.file.hasSuffix("/people.md") && error.problem == "a folder is in the place of a template")
    }

    @Test("A missing partial is reported with file, line and name")
    func missingPartial() async throws {
        let error = try await TemplateFolders.mistake(["people.md": "# P\n{{> parts/notice.md}}\n"])
        #expect(error.line == 2 && error.name == "parts/notice.md")
        #expect(error.problem == "there is no template “parts/notice.md”; did you mean “parts/notices.md”?")
    }

    @Test("Templates that include each other are refused")
    func circles() async throws {
        let error = try await TemplateFolders.mistake(["people.md": "{{> a.md}}", "a.md": "\n{{> b.md}}", "b.md": "{{> a.md}}"])
        #expect(error.problem.contains("a.md → b.md → a.md"))
    }

    @Test(
        "Syntax errors are reported with file and line",
        arguments: [
            ("a\n{{#people}}\nb\n", 2, "the section “people” is opened here and never closed"),
            (
                "a\n{{#people}}\n{{/engaged}}\n", 3,
                "“{{/engaged}}” comes before the section “people” of line 2 is closed"
            ),
            ("{{/people}}", 1, "“{{/people}}” closes a section that was never opened"),
            ("a\n\nb {{people", 3, "a tag is opened by “{{” and never closed"),
            (
                "{{people}}}\n{{ peo ple }}", 2,
                "“peo ple” can't be a key: keys are lower-case letters, digits and underscores"
            ),
            ("{{}}", 1, "“{{}}” names nothing"),
            ("{{=<% %>=}}", 1, "tags that begin with “{{=” are not for these templates"),
            ("{{! fine\nover two lines }}\n{{< parent}}", 3, "tags that begin with “{{<” are not for these templates"),
        ])
    func syntax(text: String, line: Int, problem: String) async throws {
        let error = try await TemplateFolders.mistake(["people.md": text])
        #expect(error.file.hasSuffix("/people.md"))
        #expect(error.line == line)
        #expect(error.problem == problem)
    }

    @Test("A file that nothing asks for is most likely misspelt, and refused")
    func strays() async throws {
        let error = try await TemplateFolders.mistake(["campain.md": "# C"])
        #expect(error.file.hasSuffix("/campain.md"))
        #expect(error.problem == "no page or template asks for this file; did you mean “campaign.md”?")
    }

    @Test("A folder that isn't there is named")
    func missingFolder() throws {
        let error = try #require(throws: ResourceError.self) {
            try TemplateLibrary(builtIn: URL(filePath: "/nowhere/templates"))
        }
        #expect(error.message.contains("/nowhere/templates"))
    }
}
