import Engagement

/// The texts in a number of files that may be e-mail addresses, as ``Engagement/person(of:)`` spells them, each with a file that
/// has it.
struct AddressCandidates {
    private var files: [Person: String] = [:]

    var count: Int { files.count }

    /// A file that has the address of this person; nil if none has.
    func file(with person: Person) -> String? { AddressScanner.findablePart(of: person).flatMap { files[$0] } }

    /// A candidate that fulfils a condition, and its file; nil if none does.
    func first(where condition: (Person) -> Bool) -> (person: Person, file: String)? {
        files.first { condition($0.key) }.map { ($0.key, $0.value) }
    }

    /// Scans the bytes as they are, and again with their escapes resolved, until there are none.
    mutating func collect(from bytes: [UInt8], in file: String) {
        var bytes = bytes
        // A link in the code of a Markdown file within HTML is escaped three times. Nothing in practice is escaped more often.
        for _ in 0..<4 {
            scan(bytes, in: file)
            guard let resolved = Escapes.resolved(in: bytes) else { return }
            bytes = resolved
        }
    }

    private mutating func scan(_ bytes: [UInt8], in file: String) {
        AddressScanner.scan(bytes) { starts, ends in
            for end in ends {
                for start in starts {
                    if let person = person(of: String(decoding: bytes[start..<end], as: UTF8.self)) { files[person] = file }
                }
            }
        }
    }
}
