/// A mistake in a template, in a sentence that says where it is and what is wrong.
public struct TemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// As the person who wrote it finds it: the path of the file.
    public var file: String
    /// Counted from 1; nil where the file as a whole is meant.
    public var line: Int?
    /// The key, partial or tag in question, as it is spelt in the file; nil where there is none.
    public var name: String?
    /// What is wrong, as a clause.
    public var problem: String

    public init(file: String, line: Int? = nil, name: String? = nil, problem: String) {
        self.file = file
        self.line = line
        self.name = name
        self.problem = problem
    }

    public var description: String { "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem)." }
}
