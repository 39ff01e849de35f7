package import Engagement
package import Metrics

/// What a night came to, as far as messages tell it. Aggregates only: no value here is about one contact, and names of campaigns are
/// without addresses.
package struct Night: Hashable, Sendable {
    /// The site's title and, if it is known, its address with a slash at the end.
    package var site: String
    package var address: String?
    package var runID: String
    package var startedAt: Timestamp
    /// False where the update failed: then nothing is known but its problem, and nothing else is over.
    package var isWhole: Bool
    /// How the latest campaign did, as a sentence; nil where none has been sent.
    package var latest: String?
    /// Those whose results may be told: sent within the last ``CampaignResult/longestAge`` days.
    package var campaigns: [CampaignResult]
    /// The names of all campaigns, without addresses.
    package var titles: [CampaignID: String]
    /// The gravest first.
    package var problems: [Problem]
    /// At most three.
    package var nextSteps: [Advice]
    package var totals: Totals?
    /// How many reports do not match EmailOctopus' totals.
    package var mismatchedReports: Int

    package struct Advice: Hashable, Sendable {
        package var finding: String
        package var advice: String

        package init(finding: String, advice: String) {
            self.finding = finding
            self.advice = advice
        }
    }

    package struct Totals: Hashable, Sendable {
        package var campaigns: Int
        package var recipients: Int
        package var opened: Int
        package var clicked: Int
        package var people: Int

        package init(campaigns: Int, recipients: Int, opened: Int, clicked: Int, people: Int) {
            self.campaigns = campaigns
            self.recipients = recipients
            self.opened = opened
            self.clicked = clicked
            self.people = people
        }
    }

    package init(
        site: String, address: String? = nil, runID: String, startedAt: Timestamp, isWhole: Bool = true, latest: String? = nil,
        campaigns: [CampaignResult] = [], titles: [CampaignID: String] = [:], problems: [Problem] = [], nextSteps: [Advice] = [],
        totals: Totals? = nil,
        mismatchedReports: Int = 0
    ) {
        self.site = site
        self.address = address.map { $0.hasSuffix("/") ? $0 : $0 + "/" }
        self.runID = runID
        self.startedAt = startedAt
        self.isWhole = isWhole
        self.latest = latest
        self.campaigns = campaigns
        self.titles = titles
        self.problems = problems
        self.nextSteps = nextSteps
        self.totals = totals
        self.mismatchedReports = mismatchedReports
    }

    /// Of an update that has been measured.
    package init(_ account: AccountMetrics, site: String, address: String?) {
        let figures = account.figures
        let names = Dictionary(
            (account.campaigns.map(\.record) + account.unsent).map { ($0.id, CampaignName($0)) }, uniquingKeysWith: { $1 })
        func sentence(_ campaign: MeasuredCampaign) -> String {
            figures.sentence(of: campaign, name: names[campaign.id]?.title ?? campaign.id).text
        }
        self.init(
            site: site, address: address, runID: account.run.id, startedAt: account.run.startedAt,
            latest: figures.latest.first.map(sentence),
            campaigns: figures.campaigns.compactMap { campaign in
                guard let sentAt = campaign.sentAt, let age = campaign.age, !campaign.isExcluded, !campaign.isBeingSent,
                    age.hours < CampaignResult.longestAge
                else { return nil }
                let name = names[campaign.id] ?? CampaignName(campaign.record)
                return CampaignResult(
                    id: campaign.id, title: name.title, slug: name.slug, sentAt: sentAt, ageInHours: age.hours,
                    sentence: sentence(campaign))
            },
            titles: names.mapValues(\.title), problems: Problem.all(in: account.reconciliation, campaigns: names),
            nextSteps: figures.nextSteps.filter { if case .mismatch = $0.rule { false } else { true } }.map {
                Advice(finding: $0.finding, advice: $0.advice)
            },
            totals: Totals(
                campaigns: account.totals.campaigns, recipients: account.totals.counts.participants,
                opened: account.totals.counts.opened, clicked: account.totals.counts.clicked, people: account.totals.people),
            mismatchedReports: account.reconciliation.campaigns.reduce(0) { $0 + $1.kinds.count(where: \.contradicts) })
    }

    /// Of an update that failed.
    /// - Parameter sentence: what the command says. Addresses in it are removed.
    package init(failed sentence: String, at time: Timestamp, site: String, address: String?) {
        let text = Redaction.everything.redacted(sentence) ?? sentence
        self.init(
            site: site, address: address, runID: time.runID, startedAt: time, isWhole: false,
            problems: [Problem(id: .failure, text: "The update failed, and nothing was published: \(text)")])
    }

    /// The absolute address of a page of the site; nil where the site's own is not known.
    package func address(of page: SitePage) -> String? { address.map { $0 + page.html } }
}
