import EmailOctopus
import Engagement
import TestSupport

@testable import MongoStore
@testable import Workflows

/// The nightly job that octo-site replaces: it reads every report, and writes a document for each campaign and for each contact of
/// one, found by their ids and without a key of its own.
struct OldScripts {
    enum Fault: CaseIterable, Sendable {
        case none
        /// Every flag becomes false.
        case lowersFlags
        /// Only the first page of each report is read.
        case readsOnePage
    }

    private let source: any ReportSource
    let connection: MongoConnection

    init(_ world: World) throws {
        guard case .mongo(let uri) = world.store.kind else { throw StoreKindError() }
        connection = try MongoConnection(MongoAddress(uri))
        source = try world.provider().source
    }

    struct StoreKindError: Error {}

    /// One night.
    func run(_ fault: Fault = .none) async throws {
        for collection in ["campaigns": ["campaign_id": 1] as BSONDocument, "participants": ["campaign_id": 1, "contact_id": 1]] {
            _ = try await connection.writeCommand([
                "createIndexes": .string(collection.key),
                "indexes": [["key": .document(collection.value), "name": "old_unique", "unique": true]],
            ])
        }
        for campaign in try await campaigns() where campaign.status.hasReports {
            try await write(campaign)
            var rows: [ReportKind: [ReportRow]] = [:]
            for kind in ReportKind.allCases { rows[kind] = try await report(kind, campaign.id, fault) }
            try await write(rows, of: campaign.id, fault)
        }
    }

    private func campaigns() async throws -> [Campaign] {
        var (campaigns, cursor): ([Campaign], String?) = ([], nil)
        repeat {
            let page = try await source.campaigns(after: cursor)
            campaigns += page.rows
            cursor = page.next
        } while cursor != nil
        return campaigns
    }

    private func report(_ kind: ReportKind, _ campaign: CampaignID, _ fault: Fault) async throws -> [ReportRow] {
        var (rows, cursor): ([ReportRow], String?) = ([], nil)
        do {
            repeat {
                let page = try await source.report(kind, of: campaign, after: cursor)
                rows += page.rows
                cursor = page.next
            } while cursor != nil && fault != .readsOnePage
        } catch let error as APIError where error.code == .notAvailable {
            // The campaign is being sent.
        }
        return rows
    }

    /// As the scripts' `update_one(…, {"$set": …}, upsert=True)`.
    private func upsert(_ values: BSONDocument, _ keys: [String]) -> Write {
        .update(
            filter: BSONDocument(keys.map { ($0, values[$0] ?? .null) }), update: ["$set": .document(values)], upsert: true)
    }

    private func write(_ campaign: Campaign) async throws {
        let values: BSONDocument = [
            "campaign_id": .string(campaign.id), "name": .string(campaign.name ?? ""), "status": "SENT",
            "sent_at": campaign.sentAt.map { BSONValue($0) } ?? .null, "campaign_type": "email",
            "synced_at": .date(milliseconds: 4_000_000_000_000),
        ]
        try await connection.write(.campaigns, [upsert(values, ["campaign_id"])])
    }

    private func write(_ rows: [ReportKind: [ReportRow]], of campaign: CampaignID, _ fault: Fault) async throws {
        let listed = rows.mapValues { Set($0.map(\.contactID)) }
        try await connection.write(
            .participants,
            (rows[.sent] ?? []).map { row in
                let flags = ReportKind.engagement.map { kind in
                    let isListed = listed[kind]?.contains(row.contactID) ?? false
                    let isImplied = kind == .opened && listed[.clicked]?.contains(row.contactID) ?? false
                    return (kind.rawValue, BSONValue.boolean(fault != .lowersFlags && (isListed || isImplied)))
                }
                return upsert(
                    [
                        "campaign_id": .string(campaign), "contact_id": .string(row.contactID),
                        "email_address": row.contact?.emailAddress.map(BSONValue.string) ?? .null, "status": "SUBSCRIBED",
                        "fields": row.contact == nil ? [:] : ["FirstName": "Old"], "engagement": .document(BSONDocument(flags)),
                        "synced_at": .date(milliseconds: 4_000_000_000_000),
                    ], ["campaign_id", "contact_id"])
            })
    }
}
