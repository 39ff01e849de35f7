import Mustache

/// A template read and checked: Mustache with sections, inverted sections, partials and comments, and no more.
///
/// swift-mustache is silent about unknown keys. So each key gets a number before it is parsed (`{{name}}` becomes
/// `{{name?7}}`), by which a key without a value is found in its file.
struct TemplateFile: Sendable {
    /// What other templates call it: its path in the folder of templates, `parts/run.md`.
    let name: String
    /// Where a person finds it.
    let path: String
    let template: MustacheTemplate
    /// In order of their numbers.
    let keys: [TemplateTag]
    let partials: [TemplateTag]
    /// How deep its sections are in each other.
    let depth: Int

    /// - Parameter firstKey: the number of its first key.
    init(name: String, path: String, text: String, firstKey: Int) throws(TemplateError) {
        var reader = TagReader(text: text, path: path, firstKey: firstKey)
        try reader.read()
        self.name = name
        self.path = path
        keys = reader.keys
        partials = reader.partials
        depth = reader.depth
        do {
            // Values are escaped when they are inserted, by their kind.
            template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + reader.output)
        } catch let error as MustacheTemplate.ParserError {
            throw TemplateError(
                file: path, line: error.context.lineNumber - 1, problem: "the Mustache can't be read (\(error.error))")
        } catch {
            throw TemplateError(file: path, problem: "the Mustache can't be read (\(error))")
        }
    }

    /// The name and the number of a key that ``TagReader`` has numbered.
    static func key(_ text: String) -> (name: Substring, number: Int)? {
        guard let mark = text.firstIndex(of: "?"), let number = Int(text[text.index(after: mark)...]) else {
            return nil
        }
        return (text[..<mark], number)
    }
}
