package import Engagement

/// The people behind a number of participants, at 16 bytes each: what a filter on participants means for files with
/// one row a person.
package struct PersonSet: Sendable {
    private var keys = ContactSet()

    /// - Parameter rows: participants that match; those without an address are nobody.
    package init(in rows: some AsyncSequence<[ParticipantRow], any Error>) async throws {
        for try await batch in rows {
            for row in batch {
                if let person = row.attributes?.person { keys.insert(person) }
            }
        }
    }

    package var count: Int { keys.count }

    package func contains(_ person: Person) -> Bool { keys.contains(person) }
}
