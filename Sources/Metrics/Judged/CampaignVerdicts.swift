import Engagement

/// How one campaign does, for its opens and its clicks.
package struct CampaignVerdicts: Hashable, Sendable {
    /// Nil without a sending time.
    package let age: Age?
    package let open: Verdict
    package let click: Verdict

    /// - Parameter all: every campaign of the account, in any order.
    package init(of campaign: MeasuredCampaign, among all: [MeasuredCampaign]) {
        self.init(of: campaign, among: PeerCandidates(all.sorted()))
    }

    init(of campaign: MeasuredCampaign, among candidates: PeerCandidates) {
        age = campaign.age
        open = Verdict(campaign, peers: Peers(of: campaign, among: candidates, .open))
        click = Verdict(campaign, peers: Peers(of: campaign, among: candidates, .click))
    }

    package subscript(response: ResponseKind) -> Verdict { response == .open ? open : click }
}

/// The members of a campaign in `data/campaigns.json`: `{"age_hours", "is_mature", "verdict": {"open": {"state", "value",
/// "usual_low", "usual_high", "median", "peers"}, "click": {…}}}`. What is not known is null, never left out and never 0.
extension CampaignVerdicts: Encodable {
    private enum CodingKeys: String, CodingKey {
        case ageHours = "age_hours"
        case isMature = "is_mature"
        case verdict
    }

    private enum ResponseKeys: String, CodingKey { case open, click }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(age?.hours, forKey: .ageHours)
        try container.encode(age?.isMature, forKey: .isMature)
        var verdicts = container.nestedContainer(keyedBy: ResponseKeys.self, forKey: .verdict)
        try verdicts.encode(open, forKey: .open)
        try verdicts.encode(click, forKey: .click)
    }
}

extension Verdict: Encodable {
    private enum CodingKeys: String, CodingKey {
        case state, value, median, peers
        case low = "usual_low"
        case high = "usual_high"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(state, forKey: .state)
        try container.encode(value, forKey: .value)
        try container.encode(usual?.low, forKey: .low)
        try container.encode(usual?.high, forKey: .high)
        try container.encode(usual?.median, forKey: .median)
        try container.encode(peers, forKey: .peers)
    }
}
