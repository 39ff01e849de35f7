import Engagement

extension Counts {
    /// Counts one more participant; one that no report lists is none.
    mutating func add(_ reported: FirstReported) {
        guard !reported.isEmpty else { return }
        let flags = reported.engagement
        participants += 1
        if reported.isReported(.sent) { sent += 1 }
        if flags.opened { opened += 1 }
        if reported.isReported(.opened) { openedReported += 1 }
        if flags.clicked { clicked += 1 }
        if flags.isEngaged { engaged += 1 }
        if flags.bounced { bounced += 1 }
        if flags.complained { complained += 1 }
        if flags.unsubscribed { unsubscribed += 1 }
    }
}
