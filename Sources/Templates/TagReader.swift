/// Reads the tags of a template with their lines, refuses those that templates can't use, and numbers the keys.
struct TagReader {
    private let path: String
    private let firstKey: Int
    private var rest: Substring
    private var line = 1
    private var open: [(tag: TemplateTag, number: Int)] = []

    private(set) var output = ""
    private(set) var keys: [TemplateTag] = []
    private(set) var partials: [TemplateTag] = []
    /// How deep sections are in each other.
    private(set) var depth = 0

    /// Templates are read and filled in recursively: a deeper one would overflow the stack.
    static let deepest = 100

    init(text: String, path: String, firstKey: Int) {
        self.path = path
        self.firstKey = firstKey
        rest = text[...]
    }

    mutating func read() throws(TemplateError) {
        while let start = rest.firstRange(of: "{{") {
            copy(through: start.lowerBound)
            let isTriple = rest.hasPrefix("{{{")
            let ending = isTriple ? "}}}" : "}}"
            guard let end = rest.firstRange(of: ending) else {
                throw error("a tag is opened by “{{” and never closed", name: "{{")
            }
            let content = rest[rest.index(rest.startIndex, offsetBy: isTriple ? 3 : 2)..<end.lowerBound]
            let tag = try rewritten(content, isTriple: isTriple)
            line += rest[..<end.upperBound].count { $0.isNewline }
            rest = rest[end.upperBound...]
            output += tag
        }
        copy(through: rest.endIndex)
        if let (tag, _) = open.last {
            throw TemplateError(
                file: path, line: tag.line, name: tag.name,
                problem: "the section “\(tag.name)” is opened here and never closed")
        }
    }

    /// Text between tags goes to the output as it is.
    private mutating func copy(through end: Substring.Index) {
        line += rest[..<end].count { $0.isNewline }
        output += rest[..<end]
        rest = rest[end...]
    }

    private mutating func rewritten(_ content: Substring, isTriple: Bool) throws(TemplateError) -> String {
        guard let sigil = content.first else { throw error("“{{}}” names nothing", name: "{{}}") }
        let name = content.dropFirst().trimmingPrefix { $0.isWhitespace }.trimmingSuffix { $0.isWhitespace }
        switch sigil {
        case _ where isTriple:
            return "{{{\(try numbered(content.trimmed))}}}"
        case "!":
            return "{{\(content)}}"
        case ">":
            partials.append(TemplateTag(name: String(name), line: line, depth: open.count))
            return "{{> \(name)}}"
        case "#", "^":
            guard open.count < Self.deepest else {
                throw error("sections are nested more than \(Self.deepest) deep here", name: String(name))
            }
            let key = try numbered(name)
            open.append((TemplateTag(name: String(name), line: line), firstKey + keys.count - 1))
            depth = max(depth, open.count)
            return "{{\(sigil)\(key)}}"
        case "/":
            return "{{/\(try closed(name))}}"
        case "&":
            return "{{{\(try numbered(name))}}}"
        case "<", "$", "=", "%":
            throw error("tags that begin with “{{\(sigil)” are not for these templates", name: String(content))
        default:
            return "{{\(try numbered(content.trimmed))}}"
        }
    }

    private mutating func numbered(_ name: Substring) throws(TemplateError) -> String {
        if name == "." { return "." }
        let isName =
            !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "_")
            }
        guard isName else {
            throw error(
                "“\(name)” can't be a key: keys are lower-case letters, digits and underscores", name: String(name))
        }
        keys.append(TemplateTag(name: String(name), line: line))
        return "\(name)?\(firstKey + keys.count - 1)"
    }

    private mutating func closed(_ name: Substring) throws(TemplateError) -> String {
        guard let (tag, number) = open.popLast() else {
            throw error("“{{/\(name)}}” closes a section that was never opened", name: String(name))
        }
        guard tag.name == name else {
            throw error(
                "“{{/\(name)}}” comes before the section “\(tag.name)” of line \(tag.line) is closed",
                name: String(name))
        }
        return tag.name == "." ? "." : "\(name)?\(number)"
    }

    private func error(_ problem: String, name: String) -> TemplateError {
        TemplateError(file: path, line: line, name: name, problem: problem)
    }
}

extension Substring {
    fileprivate var trimmed: Substring { trimmingPrefix { $0.isWhitespace }.trimmingSuffix { $0.isWhitespace } }

    fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> Substring {
        var end = endIndex
        while end > startIndex, holds(self[index(before: end)]) { end = index(before: end) }
        return self[..<end]
    }
}
