import Basics
package import Engagement

/// A person as a subscriber of a list who may be mailed, as far as the reports tell.
package struct Membership: Hashable, Sendable {
    package let list: ListID
    /// The person's contacts that are members of the list: usually one.
    private let members: [ContactHash]
    /// All of the person's contacts that may be members of it.
    private let contacts: [ContactHash]

    private init(list: ListID, members: [ContactHash], contacts: [ContactHash]) {
        (self.list, self.members, self.contacts) = (list, members, contacts)
    }

    /// Decided for each list by itself: on none of those that a barred contact may be a member of.
    static func all(of contacts: [ContactStanding], at end: Timestamp) -> [Membership] {
        let lists = Set(contacts.compactMap(\.list))
        if lists.isEmpty { return [] }
        let barred = contacts.filter { $0.isBarred(at: end) }
        return lists.filter { list in !barred.contains { $0.all.contains(list) } }.sorted(by: utf8Less).map { list in
            let possible = contacts.filter { $0.all.contains(list) }.map(\.contact)
            let members = contacts.filter { $0.list == list }.map(\.contact)
            return Membership(list: list, members: members, contacts: possible)
        }
    }

    /// The record that tells the address and the fields, if the person is subscribed to the list.
    ///
    /// Nil for contacts of an unknown status, such as those deleted at EmailOctopus: a record that the last full run did not see any
    /// more says nothing about now. And nil if any contact that may be a member has another status.
    ///
    /// - Parameters:
    ///   - records: of the person's contacts, in order of their ids.
    ///   - lastFull: the newest full run up to the one that is shown; nil if there was none.
    package func subscriber(among records: [ContactRecord], lastFull: RunNumber?) -> Attributes? {
        var current: Attributes?
        for record in records {
            let hash = ContactHash(of: record.id)
            guard contacts.contains(hash), let attributes = record.attributes, let status = attributes.status else { continue }
            guard status.lowercased() == "subscribed" else { return nil }
            if current == nil, members.contains(hash), attributes.key.generation >= lastFull ?? 0 { current = attributes }
        }
        return current
    }

    // MARK: - Bytes

    /// - Parameter list: its place among all lists.
    func write(to writer: inout CompactWriter, list: Int) {
        writer.append(list)
        for hashes in [members, contacts] { writer.append(hashes) { $0.append(fixed: $1.bits) } }
    }

    init(from reader: inout CompactReader, lists: [ListID]) throws(CompactReader.Damaged) {
        let place = try reader.int()
        guard lists.indices.contains(place) else { throw CompactReader.Damaged() }
        list = lists[place]
        members = try reader.contactHashes()
        contacts = try reader.contactHashes()
    }
}
