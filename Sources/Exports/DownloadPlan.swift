package import Engagement

/// The CSVs of a site. There are none if the privacy setting lets no row of a contact leave the store.
package struct DownloadPlan: Hashable, Sendable {
    package var participants: [ParticipantFile]
    package var people: [PeopleFile]

    /// - Parameters:
    ///   - campaigns: those with reports. Each gets a file, even if it has no participants yet.
    ///   - run: the run that is shown. Recency counts back from its end.
    ///   - recipients: which files of recipients each campaign gets: of what is known of it.
    ///   - previous: the last finished run before it; nil if there is none.
    package init(
        campaigns: [CampaignRecord], recipients: [CampaignID: [RecipientFile]] = [:], run: Run, previous: RunNumber?,
        privacy: Privacy
    ) {
        guard privacy != .aggregates else {
            participants = []
            people = []
            return
        }
        let shown = run.number
        participants = ParticipantQuery.Filter.allCases.map { filter in
            ParticipantFile(
                path: SiteLayout.participants(filter), scope: .account, description: Self.description(of: filter),
                query: ParticipantQuery(filter: filter, asOf: shown))
        }
        participants += campaigns.map { record in
            ParticipantFile(
                path: SiteLayout.participants(ofCampaign: record.slug), scope: .campaign,
                description: "Every recipient of the campaign “\(record.campaign.title)”.",
                query: ParticipantQuery(campaignIDs: [record.id], asOf: shown))
        }
        participants += campaigns.flatMap { record in
            (recipients[record.id] ?? []).map { file in
                ParticipantFile(
                    path: SiteLayout.recipients(file, ofCampaign: record.slug), scope: .campaign,
                    description: "Recipients of “\(record.campaign.title)” \(file.clause).",
                    query: ParticipantQuery(filter: file.filter, campaignIDs: [record.id], asOf: shown), isOptional: true)
            }
        }
        participants += ChangePlan(run, since: previous).gains
        people = Self.people(asOf: run.endedAt ?? run.startedAt)
    }

    private static func people(asOf end: Timestamp) -> [PeopleFile] {
        let tiers = RecencyTier.allCases.map { tier in
            PeopleFile(
                path: SiteLayout.people(tier), description: description(of: tier), selection: .tier(tier, asOf: end))
        }
        return [
            PeopleFile(
                path: SiteLayout.allPeople, description: "Everybody who was sent a campaign, one row per person.",
                selection: .all),
            PeopleFile(
                path: SiteLayout.engagedPeople, description: "Everybody who ever opened or clicked, one row per person.",
                selection: .engaged),
        ] + tiers
    }

    private static func description(of filter: ParticipantQuery.Filter) -> String {
        switch filter {
        case .all: "Every recipient of every campaign: one row per contact and campaign."
        case .engaged: "Recipients who opened or clicked."
        case .opened: "Recipients who opened, or clicked, which implies it."
        case .clicked: "Recipients who clicked a link."
        case .bounced: "Recipients whose mail bounced, hard or soft."
        case .complained: "Recipients who reported the mail as spam."
        case .unsubscribed: "Recipients who unsubscribed from the campaign."
        case .unengaged: "Recipients who were sent the campaign and neither opened, nor clicked, nor bounced."
        }
    }

    private static func description(of tier: RecencyTier) -> String {
        switch tier {
        case .days30: "People who opened or clicked within the last 30 days."
        case .days90: "People who last opened or clicked 31 to 90 days ago."
        case .days180: "People who last opened or clicked 91 to 180 days ago."
        case .older: "People who last opened or clicked more than 180 days ago, or at an unknown time."
        case .never: "People who never opened or clicked anything."
        }
    }
}
