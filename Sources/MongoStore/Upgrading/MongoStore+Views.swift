import Engagement
import EngagementStore

/// Views for people who query the database, which octo-site itself does not read: the same names and columns as in SQLite.
extension MongoStore {
    /// Makes the views that are not there. A collection of somebody else's with such a name is left alone.
    func makeViews() async throws {
        let present = try await presentViews()
        for view in View.all where !present.contains(view.name) {
            do {
                _ = try await connection.writeCommand([
                    "create": .string(view.name), "viewOn": .string(view.source.rawValue), "pipeline": .array(view.pipeline),
                ])
            } catch {
                // Made meanwhile, by another process or by a call whose answer was lost.
                guard try await presentViews().contains(view.name) else { throw error }
            }
        }
    }

    private func presentViews() async throws -> Set<String> {
        let names: BSONValue = ["$in": .array(View.all.map { .string($0.name) })]
        let reply = try await connection.command(["listCollections": 1, "nameOnly": true, "filter": ["name": names]])
        return Set((reply["cursor", "firstBatch"]?.array ?? []).compactMap { $0.document?["name"]?.string })
    }
}

/// One view: a pipeline over a collection.
struct View: Sendable {
    let name: String
    let source: Collection
    let pipeline: [BSONValue]

    static let all = [participants, campaigns, people, links, runs]

    private static let participants = View(
        name: "v_participants", source: .participants,
        pipeline: [
            ["$match": ours],
            ["$lookup": ["from": "campaigns", "localField": "campaign_id", "foreignField": "_id", "as": "record"]],
            [
                "$project": [
                    "_id": 0, "campaign_id": 1, "campaign": orNull(["$arrayElemAt": ["$record.name", 0]]), "contact_id": 1,
                    "email_address": orNull("$email_address"), "person": EncodedContact.person(), "status": orNull("$status"),
                    "fields": 1, "sent": flag(reported(.sent)), "opened": flag(opened), "clicked": flag(reported(.clicked)),
                    "engaged": flag(opened), "bounced": flag(reported(.bounced)), "complained": flag(reported(.complained)),
                    "unsubscribed": flag(reported(.unsubscribed)), "sent_at": time("$occurred_at.sent"),
                    "opened_at": time("$occurred_at.opened"), "clicked_at": time("$occurred_at.clicked"),
                    "bounced_at": time("$occurred_at.bounced"), "complained_at": time("$occurred_at.complained"),
                    "unsubscribed_at": time("$occurred_at.unsubscribed"),
                ]
            ],
        ])

    /// Campaigns and sums over their participants are put together by a union: a join would read the participants once a campaign.
    private static let campaigns = View(
        name: "v_campaigns", source: .campaigns,
        pipeline: [
            ["$match": ["slug": ["$exists": true]]],
            ["$project": ["record": "$$ROOT"]],
            [
                "$unionWith": [
                    "coll": "participants",
                    "pipeline": [
                        ["$match": ours],
                        [
                            "$group": [
                                "_id": "$campaign_id", "participants": ["$sum": 1], "sent": ["$sum": flag(reported(.sent))],
                                "opened": ["$sum": flag(opened)], "clicked": ["$sum": flag(reported(.clicked))],
                                "bounced": ["$sum": flag(reported(.bounced))],
                                "complained": ["$sum": flag(reported(.complained))],
                                "unsubscribed": ["$sum": flag(reported(.unsubscribed))],
                            ]
                        ],
                    ],
                ]
            ],
            [
                "$group": [
                    "_id": "$_id", "record": ["$mergeObjects": "$record"], "participants": ["$sum": "$participants"],
                    "sent": ["$sum": "$sent"], "opened": ["$sum": "$opened"], "clicked": ["$sum": "$clicked"],
                    "bounced": ["$sum": "$bounced"], "complained": ["$sum": "$complained"],
                    "unsubscribed": ["$sum": "$unsubscribed"],
                ]
            ],
            ["$match": ["record.slug": ["$exists": true]]],
            [
                "$project": [
                    "_id": 0, "campaign_id": "$_id", "slug": "$record.slug", "name": orNull("$record.name"),
                    "subject": orNull("$record.subject"), "status": ["$toLower": "$record.status"],
                    "from_name": orNull("$record.from_name"), "from_address": orNull("$record.from_email_address"),
                    "list_ids": "$record.to_lists", "created_at": time("$record.created_at"), "sent_at": time("$record.sent_at"),
                    "participants": 1, "sent": 1, "opened": 1, "clicked": 1, "bounced": 1, "complained": 1, "unsubscribed": 1,
                    "summary_sent": orNull("$record.summary.sent"), "summary_opened": orNull("$record.summary.opened_unique"),
                    "summary_clicked": orNull("$record.summary.clicked_unique"),
                ]
            ],
        ])

    private static let people = View(
        name: "v_people", source: .participants,
        pipeline: [
            ["$match": ours],
            [
                "$project": [
                    "person": EncodedContact.person(), "campaign_id": 1, "contact_id": 1, "opened": flag(opened),
                    "clicked": flag(reported(.clicked)), "opened_at": "$occurred_at.opened", "clicked_at": "$occurred_at.clicked",
                ]
            ],
            ["$match": ["person": ["$ne": .null]]],
            [
                "$group": [
                    "_id": ["person": "$person", "campaign": "$campaign_id"], "contacts": ["$addToSet": "$contact_id"],
                    "opened": ["$max": "$opened"], "clicked": ["$max": "$clicked"], "opened_at": ["$max": "$opened_at"],
                    "clicked_at": ["$max": "$clicked_at"],
                ]
            ],
            ["$lookup": ["from": "campaigns", "localField": "_id.campaign", "foreignField": "_id", "as": "record"]],
            [
                "$group": [
                    "_id": "$_id.person", "contacts": ["$push": "$contacts"], "campaigns": ["$sum": 1],
                    "opened": ["$sum": "$opened"], "clicked": ["$sum": "$clicked"],
                    "first_campaign_at": ["$min": ["$arrayElemAt": ["$record.sent_at", 0]]],
                    "last_opened_at": ["$max": "$opened_at"], "last_clicked_at": ["$max": "$clicked_at"],
                ]
            ],
            [
                "$project": [
                    "_id": 0, "person": "$_id", "domain": ["$arrayElemAt": [["$split": ["$_id", "@"]], -1]],
                    "contacts": [
                        "$size": [
                            "$reduce": [
                                "input": "$contacts", "initialValue": .array([]), "in": ["$setUnion": ["$$value", "$$this"]],
                            ]
                        ]
                    ],
                    "campaigns": 1, "opened": 1, "clicked": 1, "first_campaign_at": time("$first_campaign_at"),
                    "last_opened_at": time("$last_opened_at"), "last_clicked_at": time("$last_clicked_at"),
                ]
            ],
        ])

    private static let links = View(
        name: "v_links", source: .campaigns,
        pipeline: [
            ["$match": ["slug": ["$exists": true]]],
            ["$unwind": "$links"],
            [
                "$project": [
                    "_id": 0, "campaign_id": "$_id", "campaign": orNull("$name"), "url": "$links.url", "clicks": "$links.total",
                    "unique_clicks": "$links.unique",
                ]
            ],
        ])

    private static let runs = View(
        name: "v_runs", source: .runs,
        pipeline: [
            [
                "$project": [
                    "_id": 0, "number": "$_id", "id": 1, "started_at": time("$started_at"), "ended_at": time("$ended_at"),
                    "state": 1, "api": 1, "is_full": flag("$is_full"), "covers_account": flag("$covers_account"), "requests": 1,
                    "campaigns": orNull("$totals.campaigns"), "participants": orNull("$totals.participants"),
                    "people": orNull("$totals.people"), "engaged_people": orNull("$totals.engaged_people"),
                ]
            ]
        ])

    // MARK: - Expressions

    /// octo-site's own participants, as the old scripts write others beside them.
    private static let ours: BSONValue = ["first_reported": ["$exists": true]]

    private static func reported(_ kind: ReportKind) -> BSONValue { ["$gte": ["$first_reported.\(kind.rawValue)", 0]] }
    private static let opened: BSONValue = ["$or": [reported(.opened), reported(.clicked)]]

    /// 0 or 1, as in SQLite.
    private static func flag(_ condition: BSONValue) -> BSONValue { ["$cond": [condition, 1, 0]] }
    private static func orNull(_ value: BSONValue) -> BSONValue { ["$ifNull": [value, .null]] }

    /// ISO 8601 in UTC; null where there is no time.
    private static func time(_ value: BSONValue) -> BSONValue {
        ["$dateToString": ["date": value, "format": "%Y-%m-%dT%H:%M:%SZ", "onNull": .null]]
    }
}
