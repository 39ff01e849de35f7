/// A mistake in a template, in a sentence that says where it is and what is wrong.
package struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the file, as a person finds it.
    package var file: String
    /// Counted from 1; nil where the file as a whole is meant.
    package var line: Int?
    /// The key, partial or tag in question, as it is spelt in the file; nil where there is none.
    package var name: String?
    /// What is wrong, as a clause.
    package var problem: String

    init(file: String, line: Int? = nil, name: String? = nil, problem: String) {
        self.file = file
        self.line = line
        self.name = name
        self.problem = problem
    }

    package var description: String { "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem)." }
}
