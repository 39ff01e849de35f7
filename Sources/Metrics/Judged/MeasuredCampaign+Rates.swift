import Engagement

extension MeasuredCampaign {
    /// A rate of the campaign as it stands; nil where one of the reports it is made of is not known.
    package func rate(of kind: RateKind) -> Rate? { unknownReason(ofRate: kind) == nil ? kind.rate(of: counts) : nil }

    /// Why there is no such rate; nil where there is one.
    package func unknownReason(ofRate kind: RateKind) -> UnknownReason? {
        switch kind {
        case .open, .engaged: unknownReason(of: .open)
        case .click: unknownReason(of: .click)
        case .clickToOpen: unknownReason(of: .open) ?? unknownReason(of: .click)
        case .unsubscribe: unknownReason(of: [.sent, .bounced, .unsubscribed])
        case .complaint: unknownReason(of: [.sent, .bounced, .complained])
        case .bounce: unknownReason(of: [.sent, .bounced])
        }
    }
}

extension Sequence<MeasuredCampaign> {
    /// Σ ÷ Σ over the campaigns whose rate is known; excluded ones are left out.
    package func rate(of kind: RateKind) -> Rate {
        reduce(Rate(0, of: 0)) { sum, campaign in
            guard !campaign.isExcluded, let rate = campaign.rate(of: kind) else { return sum }
            return sum + rate
        }
    }
}
