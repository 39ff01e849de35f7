package import Engagement
import Files

/// Proves that no file of a site has the address of a contact.
///
/// Collects every text in the files that may be an address, in any spelling: upper case, percent-encoding, character
/// references, escapes of Markdown and JSON, also nested. Then compares them with all addresses of the store, and with the hashes of those
/// that were forgotten.
package struct LeakCheck {
    /// How many candidates are collected before they are compared: about 20 MB.
    private static let limit = 200_000
    private static let chunk = 1 << 20
    /// How much of one chunk is scanned again with the next: more than an address with every byte escaped twice.
    private static let overlap = 4_096

    private let addresses: RowBatches<Person>
    private let isForgotten: (Person) -> Bool
    private let origin: (Person) -> String?
    private let limit: Int

    /// - Parameters:
    ///   - addresses: of all contacts of the store, in lower case; read once per 200,000 candidates, so usually once.
    ///   - isForgotten: tells whether an address is that of somebody whom the store has forgotten.
    ///   - origin: says in a sentence where an address comes from; nil if that is unknown.
    package init(
        addresses: RowBatches<Person>, isForgotten: @escaping (Person) -> Bool = { _ in false },
        origin: @escaping (Person) -> String? = { _ in nil }
    ) {
        self.init(addresses: addresses, isForgotten: isForgotten, origin: origin, limit: Self.limit)
    }

    init(
        addresses: RowBatches<Person>, isForgotten: @escaping (Person) -> Bool = { _ in false },
        origin: @escaping (Person) -> String? = { _ in nil }, limit: Int
    ) {
        self.addresses = addresses
        self.isForgotten = isForgotten
        self.origin = origin
        self.limit = limit
    }

    /// - Parameter files: every file, with its path on the site and its place in the file system. The paths are checked, too.
    /// - Throws: ``ExportError`` with the code `leak` and the name of a file. The error does not repeat the address.
    package func check(_ files: some Sequence<(path: String, location: String)>) async throws {
        var found = AddressCandidates()
        var buffer = [UInt8](repeating: 0, count: Self.chunk)
        for (path, location) in files {
            try Task.checkCancellation()
            found.collect(from: Array(path.utf8), in: path)
            let file = try Self.reading(path) { () throws(FileError) in try OpenFile(reading: location) }
            var tail: [UInt8] = []
            while true {
                let count = try Self.reading(path) { () throws(FileError) in try file.fill(&buffer) }
                if count == 0 { break }
                let bytes = tail + buffer[..<count]
                found.collect(from: bytes, in: path)
                tail = Array(bytes.suffix(Self.overlap))
                if found.count >= limit {
                    try await compare(found)
                    found = AddressCandidates()
                }
            }
        }
        try await compare(found)
    }

    /// The same for texts that are not published but sent.
    package func findsAddress(in texts: [String]) async throws -> Bool {
        var found = AddressCandidates()
        for text in texts { found.collect(from: Array(text.utf8), in: "") }
        guard found.count > 0 else { return false }
        if found.first(where: isForgotten) != nil { return true }
        for try await batch in addresses where batch.contains(where: { found.file(with: $0) != nil }) { return true }
        return false
    }

    private func compare(_ found: AddressCandidates) async throws {
        guard found.count > 0 else { return }
        if let (person, file) = found.first(where: isForgotten) {
            throw ExportError(
                .leak, file: file,
                "Nothing was published: \(file) has the address of somebody who was forgotten. "
                    + (origin(person) ?? "Look for it in the template or page."))
        }
        for try await batch in addresses {
            for person in batch {
                guard let file = found.file(with: person) else { continue }
                throw ExportError(
                    .leak, file: file,
                    "Nothing was published: \(file) has the address of a contact, which the setting `privacy` forbids. "
                        + (origin(person) ?? "Look for it in the template or page, and in fields that `publish_fields` names.")
                )
            }
        }
    }

    private static func reading<Value: ~Copyable>(
        _ name: String, _ body: () throws(FileError) -> Value
    ) throws(ExportError) -> Value {
        do throws(FileError) { return try body() } catch {
            throw ExportError(
                .unreadable, file: name,
                "Nothing was published: \(name) can't be read (\(error.words)), so it is unknown whether it has an address.")
        }
    }
}
