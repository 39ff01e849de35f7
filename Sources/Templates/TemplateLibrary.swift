import Basics
package import Foundation
import Mustache

/// The templates that come with octo-site, and those that a person puts in their place, file by file.
package struct TemplateLibrary: Sendable {
    private let files: [String: TemplateFile]
    private let library: MustacheLibrary
    /// Of all files, in order of their numbers.
    private let keys: [(file: String, tag: TemplateTag)]

    /// What the names of templates end in; other files of the folders are not read.
    private static let endings = [".md", ".html", ".xml"]

    /// Reads every template below the folders.
    /// - Parameters:
    ///   - builtIn: the folder `templates/` of octo-site.
    ///   - overrides: a folder whose files take the place of those with the same path; it may have partials of its own.
    /// - Throws: ``TemplateError`` for Mustache that can't be read, for partials that are missing or that include each other, and
    ///   for an override that nothing asks for; ``ResourceError`` for a folder that can't be read.
    package init(builtIn: URL, overrides: URL? = nil) throws {
        var sources = try Self.read(builtIn)
        let known = Set(sources.keys)
        if let overrides { sources.merge(try Self.read(overrides)) { $1 } }

        var files: [String: TemplateFile] = [:]
        var keys: [(file: String, tag: TemplateTag)] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            let file = try TemplateFile(name: name, path: source.path, text: source.text, firstKey: keys.count)
            keys += file.keys.map { (source.path, $0) }
            files[name] = file
        }
        self.files = files
        self.keys = keys
        library = MustacheLibrary(templates: files.mapValues(\.template))
        try checkPartials()
        try refuseStrays(known: known)
    }

    /// Fills a template in.
    /// - Parameters:
    ///   - name: of a file, `index.md`.
    ///   - insert: what takes the place of a block; asked for each time that a tag names the block, in order.
    /// - Throws: ``TemplateError`` for the first key without a value.
    package func render<Block>(
        _ name: String, _ context: [String: TemplateValue<Block>], syntax: TemplateSyntax, insert: @escaping (Block) -> String
    ) throws(TemplateError) -> String {
        guard let file = files[name] else {
            throw TemplateError(file: name, problem: "there is no such template, though a page needs it")
        }
        let pass = TemplatePass(syntax, insert: insert)
        let scope = TemplateScope(values: context, isOutermost: true, pass: pass)
        let text = file.template.render(scope, library: library)
        if let number = pass.unknownKeys.first {
            let (file, tag) = keys[number]
            throw TemplateError(
                file: file, line: tag.line, name: tag.name,
                problem: "nothing is known by the name “\(tag.name)” here" + Self.suggestion(for: tag.name, in: context.keys))
        }
        return text
    }

    /// Fills in a template without blocks.
    package func render(
        _ name: String, _ context: [String: TemplateValue<Never>], syntax: TemplateSyntax
    ) throws(TemplateError) -> String {
        try render(name, context, syntax: syntax, insert: Self.insertNothing)
    }

    private static func insertNothing(_ block: Never) -> String {}

    // MARK: Checking

    private func checkPartials() throws(TemplateError) {
        var depths: [String: Int] = [:]
        for file in files.values.sorted(by: { $0.name < $1.name }) { _ = try checkPartials(of: file, above: [], &depths) }
    }

    /// - Parameter depths: those of the templates that have been checked, by name.
    /// - Returns: how deep sections and templates are in each other below this template.
    private func checkPartials(
        of file: TemplateFile, above: [String], _ depths: inout [String: Int]
    ) throws(TemplateError) -> Int {
        if let known = depths[file.name] { return known }
        var depth = file.depth
        for tag in file.partials {
            guard let partial = files[tag.name] else {
                throw TemplateError(
                    file: file.path, line: tag.line, name: tag.name,
                    problem: "there is no template “\(tag.name)”" + Self.suggestion(for: tag.name, in: files.keys))
            }
            guard !(above + [file.name]).contains(tag.name) else {
                throw TemplateError(
                    file: file.path, line: tag.line, name: tag.name,
                    problem: "the templates include each other without end: "
                        + (above + [file.name, tag.name]).joined(separator: " → "))
            }
            if above.count < TagReader.deepest {
                depth = max(depth, tag.depth + 1 + (try checkPartials(of: partial, above: above + [file.name], &depths)))
            }
            guard above.count < TagReader.deepest, depth <= TagReader.deepest else {
                throw TemplateError(
                    file: file.path, line: tag.line, name: tag.name,
                    problem: "templates and sections are nested more than \(TagReader.deepest) deep here")
            }
        }
        depths[file.name] = depth
        return depth
    }

    /// Refuses files that nothing asks for: their names are most likely misspelt, and they would silently change nothing.
    /// - Parameter known: the built-in files.
    private func refuseStrays(known: Set<String>) throws(TemplateError) {
        let included = Set(files.values.flatMap(\.partials).map(\.name))
        let strays = files.filter { !known.contains($0.key) && !included.contains($0.key) }
        guard let (stray, file) = strays.min(by: { $0.key < $1.key }) else { return }
        throw TemplateError(
            file: file.path, name: stray,
            problem: "no page or template asks for this file" + Self.suggestion(for: stray, in: known))
    }

    private static func suggestion(for name: String, in known: some Sequence<String>) -> String {
        EditDistance.suggestion(for: name, among: known).map { "; did you mean “\($0)”?" } ?? ""
    }

    private static func read(_ url: URL) throws -> [String: (path: String, text: String)] {
        var sources: [String: (path: String, text: String)] = [:]
        let folder = ResourceFolder(url)
        if let stray = try folder.folders().first(where: { path in endings.contains(where: path.hasSuffix) }) {
            throw TemplateError(
                file: url.appending(path: stray).path, name: stray, problem: "a folder is in the place of a template")
        }
        for path in try folder.files() where endings.contains(where: path.hasSuffix) {
            let file = url.appending(path: path).path
            guard let text = String(bytes: try folder.read(path), encoding: .utf8) else {
                throw TemplateError(file: file, problem: "the file is not in UTF-8")
            }
            sources[path] = (file, text)
        }
        return sources
    }
}
