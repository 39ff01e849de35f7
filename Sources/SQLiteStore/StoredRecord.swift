import Engagement
import EngagementStore

/// A contact's record as it is stored: its fields are canonical JSON, as most records are only compared.
struct StoredRecord {
    var emailAddress: String?
    var status: String?
    var fields: String?
    var lastUpdatedAt: Timestamp?
    var run: RunNumber
    /// Nil where it was not asked for.
    var key: RecordKey?

    var attributes: Attributes {
        get throws {
            Attributes(
                emailAddress: emailAddress, status: status, fields: try fields.map(Self.fields), lastUpdatedAt: lastUpdatedAt,
                run: run, key: key)
        }
    }

    /// True if a record with these fields, as canonical JSON, says the same.
    func saysTheSame(as other: Attributes, fields otherFields: String?) -> Bool {
        utf8Equal(fields, otherFields) && utf8Equal(emailAddress, other.emailAddress) && utf8Equal(status, other.status)
    }

    static func fields(_ text: String) throws -> [FieldTag: FieldValue] {
        do {
            return try CanonicalJSON.fields(from: text)
        } catch {
            throw UnreadableValue(field: "fields", value: text, reason: "\(error)")
        }
    }
}
