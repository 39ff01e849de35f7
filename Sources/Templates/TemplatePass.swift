/// One rendering of one template: how values become text, and which keys had no value.
final class TemplatePass<Block: Sendable> {
    let syntax: TemplateSyntax
    let insert: (Block) -> String
    /// Numbers of the keys without a value, in the order they were asked for.
    private(set) var unknownKeys: [Int] = []

    init(_ syntax: TemplateSyntax, insert: @escaping (Block) -> String) {
        self.syntax = syntax
        self.insert = insert
    }

    func addUnknownKey(_ number: Int) { unknownKeys.append(number) }
}
