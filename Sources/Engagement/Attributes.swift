/// A contact's record: what the provider says about the contact besides its engagement, and when it said so.
///
/// Two records are joined with *max* over a total order, so the join is commutative, associative and idempotent: a full record
/// is above a thin one (v2's report rows have only the address), then the later `last_updated_at`, then the later run, then
/// the greater canonical JSON. A record replaces another one as a whole, blanks included.
package struct Attributes: Hashable, Sendable {
    /// In the provider's spelling; nil if it gives none.
    package var emailAddress: String?
    /// In the API's spelling (`SUBSCRIBED`, `subscribed`); nil if it gives none.
    package var status: String?
    /// Nil in a thin record, whose fields are not known; empty in a full one without any.
    package var fields: [FieldTag: FieldValue]?
    package var lastUpdatedAt: Timestamp?
    /// The run that saw this record.
    package var run: RunNumber

    package init(
        emailAddress: String?, status: String? = nil, fields: [FieldTag: FieldValue]? = nil,
        lastUpdatedAt: Timestamp? = nil, run: RunNumber
    ) {
        self.emailAddress = emailAddress
        self.status = status
        self.fields = fields
        self.lastUpdatedAt = lastUpdatedAt
        self.run = run
    }

    package var person: Person? { Engagement.person(of: emailAddress) }

    /// True if both records have the same content; they may be of different runs.
    package func saysTheSame(as other: Attributes) -> Bool {
        emailAddress == other.emailAddress && status == other.status && fields == other.fields
            && lastUpdatedAt == other.lastUpdatedAt
    }

    /// The greater of two records.
    package func joined(with other: Attributes) -> Attributes { precedes(other) ? other : self }

    /// True if the other record replaces this one.
    package func precedes(_ other: Attributes) -> Bool {
        if (fields == nil) != (other.fields == nil) { return fields == nil }
        if lastUpdatedAt != other.lastUpdatedAt {
            return (lastUpdatedAt?.seconds ?? .min) < (other.lastUpdatedAt?.seconds ?? .min)
        }
        if run != other.run { return run < other.run }
        if saysTheSame(as: other) { return false }
        return utf8Less(canonicalJSON, other.canonicalJSON)
    }

    /// Address, status and fields in one spelling, which decides between records that are equal otherwise.
    package var canonicalJSON: String {
        var output = "["
        CanonicalJSON.append(emailAddress.map(FieldValue.text) ?? .null, to: &output)
        output += ","
        CanonicalJSON.append(status.map(FieldValue.text) ?? .null, to: &output)
        output += ","
        output += fields.map(CanonicalJSON.text) ?? "null"
        output += "]"
        return output
    }
}
