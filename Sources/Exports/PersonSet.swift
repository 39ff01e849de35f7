package import Engagement

/// The people of a number of participants, at 16 bytes each. With it, a filter on participants also selects rows of files with one
/// row per person.
package struct PersonSet: Sendable {
    private var keys = ContactSet()

    /// - Parameter rows: the participants; those without an address count as no person.
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
