import Basics

/// The campaigns of an account that others may be compared with, in an order in which the peers of one are found at once. Asking every
/// campaign took 4 % of a render of 1,000.
struct PeerCandidates: Sendable {
    private let opens: Group
    private let clicks: Group

    /// - Parameter sorted: every campaign of the account, in the order of sending.
    init(_ sorted: [MeasuredCampaign]) {
        opens = Group(sorted, .open)
        clicks = Group(sorted, .click)
    }

    /// The newest ones that were sent before a campaign to the same set of lists, newest first.
    func sameLists(before campaign: MeasuredCampaign, _ response: ResponseKind) -> [MeasuredCampaign] {
        Self.newest(of: group(response).byLists[campaign.listKey] ?? [], before: campaign)
    }

    /// The newest ones that were sent before a campaign to whatever lists, newest first.
    func all(before campaign: MeasuredCampaign, _ response: ResponseKind) -> [MeasuredCampaign] {
        Self.newest(of: group(response).all, before: campaign)
    }

    private func group(_ response: ResponseKind) -> Group { response == .open ? opens : clicks }

    private static func newest(of sorted: [MeasuredCampaign], before campaign: MeasuredCampaign) -> [MeasuredCampaign] {
        guard let sentAt = campaign.sentAt else { return [] }
        let end = sorted.partitioningIndex { $0.sentAt.map { $0 >= sentAt } ?? true }
        return sorted[..<end].suffix(Peers.most).reversed()
    }

    /// Those of one response, in the order of sending; without a sending time they come last, and are nobody's peers.
    private struct Group {
        let all: [MeasuredCampaign]
        let byLists: [String: [MeasuredCampaign]]

        init(_ sorted: [MeasuredCampaign], _ response: ResponseKind) {
            all = sorted.filter { Self.isCandidate($0, response) }
            byLists = Dictionary(grouping: all, by: \.listKey)
        }

        private static func isCandidate(_ campaign: MeasuredCampaign, _ response: ResponseKind) -> Bool {
            !campaign.isExcluded && campaign.delivered >= Peers.leastDelivered
                && campaign.measurement.hasTimes(of: response) && campaign.unknownReason(of: response) == nil
                && !campaign.isDoubtfulZero(response)
        }
    }
}
