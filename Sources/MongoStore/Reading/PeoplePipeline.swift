import Engagement

/// The stages that turn participants into people, on the server.
struct PeoplePipeline: Sendable {
    let run: RunNumber?
    let excluding: Set<CampaignID>
    /// The few contacts whose address was another one when the run had ended.
    let pastPersons: [(ContactID, Person?)]

    /// The participants that count, each as `{campaign_id, contact_id, person, first_reported, occurred_at}`.
    private var participants: [BSONValue] {
        var match = BSONDocument()
        if !excluding.isEmpty { match.append("campaign_id", ["$nin": .array(excluding.sorted().map(BSONValue.string))]) }
        if let run {
            match.append(
                "$or",
                .array(ReportKind.allCases.map { ["first_reported.\($0.rawValue)": ["$lte": .int32(run)]] }))
        }
        return [
            ["$match": .document(match)], ["$set": ["person": person]], ["$match": ["person": ["$ne": .null]]],
        ]
    }

    /// The person of a participant, as of the run.
    private var person: BSONValue {
        guard let run else { return EncodedContact.person() }
        let person = Self.replacing(EncodedContact.person(), by: pastPersons, of: "$contact_id")
        return ["$cond": [["$gt": ["$known_since", .int32(run)]], .null, person]]
    }

    /// A person, but for some contacts another one.
    static func replacing(_ person: BSONValue, by others: [(ContactID, Person?)], of contact: BSONValue) -> BSONValue {
        if others.isEmpty { return person }
        let ids: BSONValue = ["$literal": .array(others.map { .string($0.0) })]
        let persons: BSONValue = ["$literal": .array(others.map { $0.1.map(BSONValue.string) ?? .null })]
        return [
            "$let": [
                "vars": ["index": ["$indexOfArray": [ids, contact]]],
                "in": ["$cond": [["$lt": ["$$index", 0]], person, ["$arrayElemAt": [persons, "$$index"]]]],
            ]
        ]
    }

    /// One document: `{people, engaged}`.
    var counting: [BSONValue] {
        participants + [
            ["$group": ["_id": "$person", "engaged": ["$max": engaged]]],
            [
                "$group": [
                    "_id": .null, "people": ["$sum": 1], "engaged": ["$sum": ["$cond": ["$engaged", 1, 0]]],
                ]
            ],
        ]
    }

    /// A document for each person, in order of UTF-8 bytes: `{_id, campaigns, opened, clicked, contacts, last_opened,
    /// last_clicked}`. `campaigns`, `opened` and `clicked` are sets of campaigns, as a person may be in a campaign with two
    /// contact ids.
    var listing: [BSONValue] {
        func campaigns(where condition: BSONValue) -> BSONValue {
            ["$addToSet": ["$cond": [condition, "$campaign_id", "$$REMOVE"]]]
        }
        return participants + [
            [
                "$group": [
                    "_id": "$person", "campaigns": ["$addToSet": "$campaign_id"], "opened": campaigns(where: engaged),
                    "clicked": campaigns(where: isReported(.clicked)), "contacts": ["$addToSet": "$contact_id"],
                    "last_opened": ["$max": time(.opened)], "last_clicked": ["$max": time(.clicked)],
                ]
            ],
            ["$sort": ["_id": 1]],
        ]
    }

    /// A click implies an open.
    private var engaged: BSONValue { ["$or": [isReported(.opened), isReported(.clicked)]] }

    private func isReported(_ kind: ReportKind) -> BSONValue {
        let number: BSONValue = "$first_reported.\(kind.rawValue)"
        // An absent value is less than every number.
        return ["$and": [["$gte": [number, 0]], ["$lte": [number, .int32(run ?? .max)]]]]
    }

    private func time(_ kind: ReportKind) -> BSONValue {
        ["$cond": [isReported(kind), "$occurred_at.\(kind.rawValue)", .null]]
    }
}
