import Engagement

/// The earlier campaigns that one campaign is compared with.
///
/// Candidates are campaigns sent before it to the same set of lists, with at least 30 delivered emails, known times and a known
/// rate, that are not excluded. Sent before it, they have all reached its age. The 30 newest are its peers if there are at least
/// 10 of them, else the 30 newest such campaigns of the whole account.
package struct Peers: Sendable {
    package static let most = 30
    package static let leastDelivered = 30

    package let response: ResponseKind
    /// Newest first.
    package let campaigns: [MeasuredCampaign]
    package let scope: Scope

    package enum Scope: String, Sendable {
        case sameLists, account
    }

    /// - Parameter all: every campaign of the account, in any order.
    package init(of campaign: MeasuredCampaign, among all: [MeasuredCampaign], _ response: ResponseKind) {
        self.init(of: campaign, among: PeerCandidates(all.sorted()), response)
    }

    init(of campaign: MeasuredCampaign, among candidates: PeerCandidates, _ response: ResponseKind) {
        self.response = response
        let same = candidates.sameLists(before: campaign, response)
        let isEnough = same.count >= UsualRange.leastPeers
        campaigns = isEnough ? same : candidates.all(before: campaign, response)
        scope = isEnough ? .sameLists : .account
    }

    /// What is usual so many full hours after sending; nil with fewer than 10 peers that have reached that age.
    package func usual(atAge hours: Int) -> UsualRange? {
        UsualRange(of: campaigns.filter { ($0.age?.hours ?? 0) >= hours }.compactMap { $0.rate(response, atAge: hours)?.value })
    }
}
