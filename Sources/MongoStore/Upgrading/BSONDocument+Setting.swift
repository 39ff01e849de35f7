import Engagement

extension BSONDocument {
    /// The document with other values for some members, in their places; members that are missing come at the end.
    func setting(_ values: BSONDocument) -> BSONDocument {
        var document = BSONDocument()
        for (key, value) in self { document.append(key, values[key] ?? value) }
        for (key, value) in values where self[key] == nil { document.append(key, value) }
        return document
    }

    /// The document with the ids in some members, which are texts or arrays of texts, as ``canonicalID(_:)`` spells them.
    func spellingIDs(_ members: [String]) -> BSONDocument {
        var values = BSONDocument()
        for member in members {
            switch self[member] {
            case .string(let id): values.append(member, .string(canonicalID(id)))
            case .array(let ids): values.append(member, .array(ids.map { $0.string.map { .string(canonicalID($0)) } ?? $0 }))
            default: break
            }
        }
        return setting(values)
    }
}
