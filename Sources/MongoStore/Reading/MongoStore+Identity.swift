import Basics
package import Engagement

extension MongoStore {
    package func identityAudit() async throws -> IdentityAudit {
        let addresses = try await connection.aggregate(
            .participants,
            [
                ["$group": ["_id": "$contact_id", "person": ["$first": EncodedContact.person()]]],
                ["$group": ["_id": "$person", "contacts": ["$sum": 1]]],
                [
                    "$group": [
                        "_id": ["$cond": [["$eq": ["$_id", .null]], "missing", "known"]], "people": ["$sum": 1],
                        "contacts": ["$sum": "$contacts"],
                        "shared": ["$sum": ["$cond": [["$gt": ["$contacts", 1]], 1, 0]]],
                    ]
                ],
            ])
        var audit = IdentityAudit()
        for group in addresses {
            audit.contacts += group["contacts"]?.int ?? 0
            if group["_id"] == "known" {
                audit.people = group["people"]?.int ?? 0
                audit.sharedAddresses = group["shared"]?.int ?? 0
            } else {
                audit.withoutAddress = group["contacts"]?.int ?? 0
            }
        }
        for contact in try await formerPersons() {
            let now = contact["now"]?.string
            let known = Set((contact["then"]?.array ?? []).compactMap(\.string) + [now].compactMap { $0 })
            if known.count > 1 { audit.changedAddresses += 1 }
            // A contact that lost its address once had one.
            if now == nil, !known.isEmpty { audit.withoutAddress -= 1 }
        }
        return audit
    }

    /// Contacts of participants with their former persons and the current one, if there was another one.
    private func formerPersons() async throws -> [BSONDocument] {
        let changed = try await connection.aggregate(
            .journal,
            [
                ["$match": ["change": "attributes"]],
                ["$group": ["_id": "$contact_id", "then": ["$addToSet": EncodedContact.person(at: "$old.")]]],
                [
                    "$lookup": [
                        "from": .string(Collection.contacts.rawValue), "localField": "_id", "foreignField": "_id", "as": "now",
                    ]
                ],
                [
                    "$project": [
                        "then": 1,
                        "now": [
                            "$let": [
                                "vars": ["now": ["$arrayElemAt": ["$now", 0]]], "in": EncodedContact.person(at: "$$now."),
                            ]
                        ],
                    ]
                ],
                ["$match": ["$expr": ["$ne": ["$then", ["$now"]]]]],
            ])
        let listed = try await contactsWithParticipants(changed.compactMap { $0["_id"]?.string })
        return changed.filter { $0["_id"]?.string.map(listed.contains) ?? false }
    }

    /// Those of the contacts that have participations.
    func contactsWithParticipants(_ ids: [ContactID]) async throws -> Set<ContactID> {
        var result: Set<ContactID> = []
        for part in ids.chunks(of: Self.pageSize) {
            let found = try await connection.aggregate(
                .participants,
                [
                    ["$match": ["contact_id": ["$in": .array(part.map(BSONValue.string))]]],
                    ["$group": ["_id": "$contact_id"]],
                ])
            result.formUnion(found.compactMap { $0["_id"]?.string })
        }
        return result
    }
}
