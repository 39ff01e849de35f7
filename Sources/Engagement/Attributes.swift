/// A contact's record: what the provider says about the contact besides its engagement, and when it said so.
///
/// Two records are joined with *max* over a total order, so the join is commutative, associative and idempotent: a full record
/// is above a thin one (v2's report rows have only the address), then the greater ``RecordKey``, then the greater canonical
/// JSON. A record replaces another one as a whole, blanks included. A record that says the same as the stored one only raises
/// the stored key.
package struct Attributes: Hashable, Sendable {
    /// In the provider's spelling; nil if it gives none.
    package var emailAddress: String?
    /// In the API's spelling (`SUBSCRIBED`, `subscribed`); nil if it gives none.
    package var status: String?
    /// Nil in a thin record, whose fields are not known; empty in a full one without any.
    package var fields: [FieldTag: FieldValue]?
    /// The provider's stamp, as the first run that saw this record got it.
    package var lastUpdatedAt: Timestamp?
    /// The first run that saw this record.
    package var run: RunNumber
    /// When it was last seen. Only records that are read by contact have it; in other rows, and in the journal, it has the
    /// stamp and the run above, and no generation.
    package var key: RecordKey

    /// - Parameter key: nil for a record of no generation, with its stamp as it is.
    package init(
        emailAddress: String?, status: String? = nil, fields: [FieldTag: FieldValue]? = nil,
        lastUpdatedAt: Timestamp? = nil, run: RunNumber, key: RecordKey? = nil
    ) {
        self.emailAddress = emailAddress
        self.status = status
        self.fields = fields
        self.lastUpdatedAt = lastUpdatedAt
        self.run = run
        self.key = key ?? RecordKey(generation: 0, stamp: lastUpdatedAt, run: run)
    }

    /// A record that a run sees.
    package init(
        emailAddress: String?, status: String? = nil, fields: [FieldTag: FieldValue]? = nil,
        lastUpdatedAt: Timestamp? = nil, from source: RecordSource
    ) {
        self.init(
            emailAddress: emailAddress, status: status, fields: fields, lastUpdatedAt: lastUpdatedAt, run: source.run,
            key: source.key(of: lastUpdatedAt))
    }

    package var person: Person? { Engagement.person(of: emailAddress) }

    /// True if both records have the same content; they may be of different runs and have different stamps.
    package func saysTheSame(as other: Attributes) -> Bool {
        utf8Equal(emailAddress, other.emailAddress) && utf8Equal(status, other.status) && isSame(fields, other.fields)
    }

    /// The greater of two records.
    package func joined(with other: Attributes) -> Attributes { precedes(other) ? other : self }

    /// True if the other record replaces this one.
    package func precedes(_ other: Attributes) -> Bool {
        if (fields == nil) != (other.fields == nil) { return fields == nil }
        if key != other.key { return key < other.key }
        if !saysTheSame(as: other) { return utf8Less(canonicalJSON, other.canonicalJSON) }
        if lastUpdatedAt != other.lastUpdatedAt {
            return (lastUpdatedAt?.seconds ?? .min) < (other.lastUpdatedAt?.seconds ?? .min)
        }
        return run < other.run
    }

    /// True if the other record is the better one to show of a person with several contacts: the full one, then the one with
    /// the later stamp, then the one that came later. Other than ``precedes(_:)`` it depends on nothing that a later run
    /// raises, so that the state as of a run stays what it was.
    package func isOutdone(by other: Attributes) -> Bool {
        if (fields == nil) != (other.fields == nil) { return fields == nil }
        if lastUpdatedAt != other.lastUpdatedAt {
            return (lastUpdatedAt?.seconds ?? .min) < (other.lastUpdatedAt?.seconds ?? .min)
        }
        if run != other.run { return run < other.run }
        return !saysTheSame(as: other) && utf8Less(canonicalJSON, other.canonicalJSON)
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

private func isSame(_ left: [FieldTag: FieldValue]?, _ right: [FieldTag: FieldValue]?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    guard left.count == right.count else { return false }
    return left.allSatisfy { tag, value in
        guard let index = right.index(forKey: tag) else { return false }
        return utf8Equal(tag, right[index].key) && value == right[index].value
    }
}
