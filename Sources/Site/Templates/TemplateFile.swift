import Mustache

/// A template read and checked: Mustache with sections, inverted sections, partials and comments, and no more.
///
/// swift-mustache is silent about unknown keys. So each key is given its place in the file before it is parsed
/// (`{{name}}` becomes `{{name?7}}`), and whoever looks it up can say where it stands.
struct TemplateFile: Sendable {
    /// What other templates call it: its path in the folder of templates, `parts/run.md`.
    let name: String
    /// Where a person finds it.
    let path: String
    let template: MustacheTemplate
    /// By the number that stands behind a key's `?`.
    let keys: [Tag]
    let partials: [Tag]

    struct Tag: Hashable, Sendable {
        var name: String
        var line: Int
    }

    /// - Throws: ``TemplateError``
    init(name: String, path: String, text: String, firstKey: Int) throws {
        var reader = TagReader(text: text, path: path, firstKey: firstKey)
        try reader.read()
        self.name = name
        self.path = path
        keys = reader.keys
        partials = reader.partials
        do {
            // Values come escaped already, by what they are, so that no template can forget to.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + reader.output)
        } catch let error as MustacheTemplate.ParserError {
            throw TemplateError(
                file: path, line: error.context.lineNumber - 1, problem: "the Mustache can't be read (\(error.error))")
        }
    }

    /// Takes the key apart that ``TagReader`` has put together.
    static func key(_ text: String) -> (name: Substring, number: Int)? {
        guard let mark = text.firstIndex(of: "?"), let number = Int(text[text.index(after: mark)...]) else { return nil }
        return (text[..<mark], number)
    }
}
