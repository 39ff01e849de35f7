import Engagement
import EngagementStore

/// A campaign as `campaigns` keeps it: the old scripts' members, and octo-site's own (`slug`, `first_run`, `summary`, `links`).
/// `statistics` is the summary in the old scripts' layout; only `summary` is read back.
///
/// The old scripts write their members in documents of octo-site, too, so these are read leniently; octo-site's own are not.
enum CampaignDocument {
    static func encode(_ record: CampaignRecord, syncedAt: BSONValue) -> BSONDocument {
        var document: BSONDocument = ["_id": .string(record.id), "campaign_id": .string(record.id)]
        append(record.campaign, to: &document)
        document.append("slug", .string(record.slug))
        document.append("first_run", .int32(record.firstRun))
        if let summary = record.summary {
            document.append("statistics", .document(statistics(of: summary)))
            document.append("summary", .document(encode(summary)))
        }
        document.append("links", ifPresent: record.links.map { .array($0.map(encode)) })
        document.append("synced_at", syncedAt)
        return document
    }

    private static func append(_ campaign: Campaign, to document: inout BSONDocument) {
        func text(_ value: String?) -> BSONValue { value.map(BSONValue.string) ?? .null }
        func time(_ value: Timestamp?) -> BSONValue { value.map { BSONValue($0) } ?? .null }
        document.append("name", text(campaign.name))
        document.append("subject", text(campaign.subject))
        document.append("from_name", text(campaign.fromName))
        document.append("from_email_address", text(campaign.fromAddress))
        document.append("created_at", time(campaign.createdAt))
        document.append("sent_at", time(campaign.sentAt))
        // In upper case, as the old scripts stored it.
        document.append("status", .string(campaign.status.rawValue.uppercased()))
        document.append("to_lists", .array(campaign.listIDs.map(BSONValue.string)))
    }

    /// True for a campaign of text messages, which later versions of the old scripts store, too: it is no mailing.
    static func isOfTextMessages(_ document: BSONDocument) -> Bool {
        ["text", "sms"].contains(document["campaign_type"]?.string?.lowercased())
    }

    /// Nil for a document that is not octo-site's: it has no slug, or is of text messages (version 1 gave those a slug).
    static func decode(_ document: BSONDocument) throws(UnreadableValue) -> CampaignRecord? {
        guard document["slug"] != nil, !isOfTextMessages(document) else { return nil }
        guard let campaign = campaign(of: document) else {
            throw UnreadableValue(field: "campaign_id", value: (document["campaign_id"] ?? .null).text)
        }
        return CampaignRecord(
            campaign: campaign, slug: try document.required("slug", \.string),
            firstRun: try document.required("first_run", \.run), summary: try summary(of: document),
            links: try links(of: document))
    }

    /// The campaign itself, whoever has written the document; nil without an id.
    static func campaign(of document: BSONDocument) -> Campaign? {
        guard let id = document["campaign_id"]?.string else { return nil }
        return Campaign(
            id: id, name: document["name"]?.string, subject: document["subject"]?.string,
            status: Campaign.Status(rawValue: document["status"]?.string ?? "sent"),
            listIDs: (document["to_lists"]?.array ?? []).compactMap(\.string),
            fromName: document["from_name"]?.string, fromAddress: document["from_email_address"]?.string,
            createdAt: document["created_at"]?.date, sentAt: document["sent_at"]?.date)
    }

    /// Null for a total that is unknown.
    private static func encode(_ summary: Summary) -> BSONDocument {
        [
            "sent": value(summary.sent), "bounced_hard": value(summary.bouncedHard), "bounced_soft": value(summary.bouncedSoft),
            "opened_total": value(summary.openedTotal), "opened_unique": value(summary.openedUnique),
            "clicked_total": value(summary.clickedTotal), "clicked_unique": value(summary.clickedUnique),
            "complained": value(summary.complained), "unsubscribed": value(summary.unsubscribed),
        ]
    }

    private static func value(_ count: Int?) -> BSONValue { count.map { BSONValue($0) } ?? .null }

    private static func summary(of campaign: BSONDocument) throws(UnreadableValue) -> Summary? {
        guard let document = try campaign.optional("summary", \.document) else { return nil }
        func count(_ key: String) throws(UnreadableValue) -> Int? { try document.optional(key, \.int) }
        return Summary(
            sent: try count("sent"), bouncedHard: try count("bounced_hard"), bouncedSoft: try count("bounced_soft"),
            openedTotal: try count("opened_total"), openedUnique: try count("opened_unique"),
            clickedTotal: try count("clicked_total"), clickedUnique: try count("clicked_unique"),
            complained: try count("complained"), unsubscribed: try count("unsubscribed"))
    }

    private static func statistics(of summary: Summary) -> BSONDocument {
        var document = BSONDocument()
        for kind in ReportKind.allCases {
            let unique = summary.count(of: kind)
            let total =
                switch kind {
                case .opened: summary.openedTotal
                case .clicked: summary.clickedTotal
                default: unique
                }
            document.append(kind.rawValue, ["unique": value(unique), "total": value(total)])
        }
        return document
    }

    private static func encode(_ link: LinkClicks) -> BSONValue {
        ["url": .string(link.url), "total": BSONValue(link.total), "unique": BSONValue(link.unique)]
    }

    private static func links(of campaign: BSONDocument) throws(UnreadableValue) -> [LinkClicks]? {
        guard try campaign.optional("links", \.array) != nil else { return nil }
        var links: [LinkClicks] = []
        for document in try campaign.documents("links") {
            links.append(
                LinkClicks(
                    url: try document.required("url", \.string), total: try document.required("total", \.int),
                    unique: try document.required("unique", \.int)))
        }
        return links
    }
}
