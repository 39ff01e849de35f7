import Basics

/// A list of contacts and its custom fields.
package struct ContactList: Hashable, Sendable, Codable {
    package var id: ListID
    package var name: String
    package var fieldTags: [FieldTag]

    package init(id: ListID, name: String, fieldTags: [FieldTag] = []) {
        self.id = id
        self.name = name
        self.fieldTags = fieldTags
    }

    /// The name for people: the list's name, otherwise its id.
    package var title: String { shownName(name, otherwise: id) }
}
