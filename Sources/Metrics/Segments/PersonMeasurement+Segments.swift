package import Engagement

extension PersonMeasurement {
    /// Whether the person belongs to a segment at a moment, whatever the list. As in ``AudiencePoint``, somebody who was sent nothing
    /// for 180 days is neither active nor lapsing nor dormant.
    package func belongs(to segment: SegmentFile, at moment: Timestamp) -> Bool {
        switch segment {
        case .neverEngaged: return isSilent && trackedReceived >= Audience.silentCampaigns
        case .loyal: return recentReceived >= Audience.loyalCampaigns && recentEngaged * 2 >= recentReceived
        case .active, .lapsing, .dormant:
            guard let sent = sent.newest(upTo: moment), moment.seconds - sent.seconds < Audience.memory else { return false }
            let age = engaged.newest(upTo: moment).map { (moment.seconds - $0.seconds + 86_399) / 86_400 }
            switch age {
            case let days? where days <= 90: return segment == .active
            case let days? where days <= 180: return segment == .lapsing
            case _?: return segment == .dormant
            case nil: return segment == .dormant && undatedSince.map { $0 <= moment } ?? false
            }
        }
    }
}
