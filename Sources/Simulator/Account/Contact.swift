/// A contact as the provider shows it at a moment.
struct Contact: Sendable {
    enum Status: Sendable { case subscribed, unsubscribed, pending }

    var id: String
    /// Nil once it is deleted.
    var emailAddress: String?
    var fields: [Value]
    var tags: [String]
    var status: Status
    var createdAt: Int64
    var lastUpdatedAt: Int64
    var isDeleted: Bool { emailAddress == nil }

    /// A field's value, in the order of the list's fields.
    enum Value: Sendable {
        case text(String)
        case number(Int)
        case choices([String])
        case blank
    }
}
