package import Engagement
import Glibc

/// Proves that no contact's address stands in any file of a site that must not have one.
///
/// Whatever looks like an address in a file is collected, in any spelling a file may give it: upper case,
/// percent-encoding, character references, Markdown's and JSON's escapes, also one inside the other. Then the store's
/// addresses are read past it.
package struct LeakCheck: Sendable {
    /// How many candidates are held before the addresses are read past them: some 20 MB.
    private static let limit = 200_000
    private static let chunk = 1 << 20
    /// More than an address with every byte escaped twice.
    private static let overlap = 4_096

    private let people: RowBatches<PersonRow>
    private let limit: Int

    /// - Parameter people: everybody in the store; read once for every 200,000 candidates, and so usually once.
    package init(people: RowBatches<PersonRow>) { self.init(people: people, limit: Self.limit) }

    init(people: RowBatches<PersonRow>, limit: Int) {
        self.people = people
        self.limit = limit
    }

    /// - Parameter files: every file by its path on the site and by where it is now; the paths are looked at, too.
    /// - Throws: ``ExportError`` with the code `leak` and the name of a file; the address is not repeated.
    package func check(_ files: some Sequence<(path: String, location: String)>) async throws {
        var found = AddressCandidates()
        for (path, location) in files {
            found.collect(from: Array(path.utf8), in: path)
            let file = try InputFile(path: location, name: path)
            var bytes: [UInt8] = []
            while true {
                let tail = bytes.suffix(Self.overlap)
                let next = try file.read(Self.chunk)
                if next.isEmpty { break }
                bytes = tail + next
                found.collect(from: bytes, in: path)
                if found.count >= limit {
                    try await compare(found)
                    found = AddressCandidates()
                }
            }
        }
        try await compare(found)
    }

    private func compare(_ found: AddressCandidates) async throws {
        guard found.count > 0 else { return }
        for try await batch in people {
            for row in batch {
                guard let file = found.file(holding: row.person) else { continue }
                throw ExportError(
                    .leak, file: file,
                    "Nothing was published: \(file) holds the address of a contact, which the setting `privacy` forbids. "
                        + "Look for it in the template or page, in names of campaigns, and in `publish_fields`.")
            }
        }
    }
}

/// A file that is read from its beginning to its end.
private final class InputFile {
    private let descriptor: Int32
    private let name: String

    init(path: String, name: String) throws(ExportError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.name = name
        guard descriptor >= 0 else { throw Self.failure(errno, name) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// - Returns: at most so many bytes, none at the end.
    func read(_ count: Int) throws(ExportError) -> [UInt8] {
        var failure: Int32?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var result = Glibc.read(descriptor, buffer.baseAddress, count)
            while result < 0, errno == EINTR { result = Glibc.read(descriptor, buffer.baseAddress, count) }
            if result < 0 { failure = errno }
            filled = max(0, result)
        }
        if let failure { throw Self.failure(failure, name) }
        return bytes
    }

    private static func failure(_ number: Int32, _ name: String) -> ExportError {
        ExportError(
            .cannotWrite, file: name,
            "\(name) can't be read, so nobody knows whether it holds an address: \(String(cString: strerror(number))).")
    }
}
