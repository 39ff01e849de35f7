import Basics
package import Foundation
import Mustache

/// The templates of a site: those that come with octo-site, of which a person may replace any, file by file.
package struct TemplateLibrary: Sendable {
    private let files: [String: TemplateFile]
    private let library: MustacheLibrary
    /// Of all files, in order of their numbers.
    private let keys: [(file: String, tag: TemplateFile.Tag)]

    /// Reads every `.md` and `.html` file below the folders.
    /// - Parameters:
    ///   - builtIn: the folder `templates/` of octo-site.
    ///   - overrides: a folder whose files take the place of those with the same path, and may bring partials of their own.
    /// - Throws: ``TemplateError`` for Mustache that can't be read, for partials that are missing or that include each other, and
    ///   for an override that no page asks for; ``SiteError`` for a folder that can't be read.
    package init(builtIn: URL, overrides: URL? = nil) throws {
        var sources = try Self.read(builtIn)
        let own = try overrides.map(Self.read) ?? [:]
        let known = Set(sources.keys)
        sources.merge(own) { $1 }

        var files: [String: TemplateFile] = [:]
        var keys: [(file: String, tag: TemplateFile.Tag)] = []
        for (name, source) in sources.sorted(by: { $0.key < $1.key }) {
            let file = try TemplateFile(name: name, path: source.path, text: source.text, firstKey: keys.count)
            keys += file.keys.map { (source.path, $0) }
            files[name] = file
        }
        self.files = files
        self.keys = keys
        library = MustacheLibrary(templates: files.mapValues(\.template))
        try checkPartials()
        try refuseStrays(Set(own.keys).subtracting(known), known: known)
    }

    /// - Parameter name: of a file, `index.md`.
    /// - Throws: ``TemplateError`` for the first key that has no value.
    func render(_ name: String, _ context: TemplateContext, in pass: TemplatePass) throws -> String {
        guard let file = files[name] else {
            throw TemplateError(file: name, problem: "there is no such template, though a page needs it")
        }
        let scope = TemplateScope(values: context, isOutermost: true, pass: pass)
        let text = file.template.render(scope, library: library)
        if let number = pass.unknownKeys.first {
            let (file, tag) = keys[number]
            let nearest = EditDistance.suggestion(for: tag.name, among: context.keys)
            throw TemplateError(
                file: file, line: tag.line, name: tag.name,
                problem:
                    "nothing is known by the name “\(tag.name)” here\(nearest.map { "; did you mean “\($0)”?" } ?? "")")
        }
        return text
    }

    // MARK: Checking

    private func checkPartials() throws {
        for file in files.values.sorted(by: { $0.name < $1.name }) {
            try checkPartials(of: file, above: [])
        }
    }

    private func checkPartials(of file: TemplateFile, above: [String]) throws {
        for tag in file.partials {
            guard let partial = files[tag.name] else {
                let nearest = EditDistance.suggestion(for: tag.name, among: files.keys)
                throw TemplateError(
                    file: file.path, line: tag.line, name: tag.name,
                    problem: "there is no template “\(tag.name)”\(nearest.map { "; did you mean “\($0)”?" } ?? "")")
            }
            guard !(above + [file.name]).contains(tag.name) else {
                throw TemplateError(
                    file: file.path, line: tag.line, name: tag.name,
                    problem: "the templates include each other without end: "
                        + (above + [file.name, tag.name]).joined(separator: " → "))
            }
            try checkPartials(of: partial, above: above + [file.name])
        }
    }

    /// A file whose name nothing asks for is most likely misspelt, and would silently change nothing.
    private func refuseStrays(_ names: Set<String>, known: Set<String>) throws {
        let included = Set(files.values.flatMap(\.partials).map(\.name))
        guard let stray = names.subtracting(included).min(), let file = files[stray] else { return }
        let nearest = EditDistance.suggestion(for: stray, among: known)
        throw TemplateError(
            file: file.path, name: stray,
            problem: "no page or template asks for this file\(nearest.map { "; did you mean “\($0)”?" } ?? "")")
    }

    private static func read(_ folder: URL) throws -> [String: (path: String, text: String)] {
        var sources: [String: (path: String, text: String)] = [:]
        for path in try SiteFolder.files(in: folder) where path.hasSuffix(".md") || path.hasSuffix(".html") {
            let file = folder.appending(path: path)
            guard let text = String(bytes: try SiteFolder.read(file), encoding: .utf8) else {
                throw TemplateError(file: file.path, problem: "the file is not in UTF-8")
            }
            sources[path] = (file.path, text)
        }
        return sources
    }
}
