/// What the provider says about a contact besides its engagement, with the stamp that decides between two records.
///
/// A total order of records, joined with *max*, and so a semilattice: a full record stands above a thin one (v2's
/// report rows know the address only), then the later `last_updated_at` wins, then the later run, then the greater
/// canonical JSON. A record replaces another one whole, blanks included.
package struct Attributes: Hashable, Sendable {
    /// As the provider spells it, or nil where it gives none.
    package var emailAddress: String?
    /// In the API's own spelling (`SUBSCRIBED`, `subscribed`), or nil where it gives none.
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

    /// True if both say the same about the contact, whenever they said it.
    package func saysTheSame(as other: Attributes) -> Bool {
        emailAddress == other.emailAddress && status == other.status && fields == other.fields
            && lastUpdatedAt == other.lastUpdatedAt
    }

    /// The record that stands when both are known.
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

    /// What breaks a tie: address, status and fields in one spelling.
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
