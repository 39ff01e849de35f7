import Engagement

extension CampaignMeasurement {
    /// What is measured where these have moved: only mailboxes are told by addresses.
    /// - Returns: nil if they were not among the measured participants.
    func moving(_ moved: [MovedParticipant]) -> CampaignMeasurement? {
        var (before, now) = (CampaignMeasurer(sentAt: sentAt), CampaignMeasurer(sentAt: sentAt))
        for participant in moved {
            before.add(participant.participant, person: participant.before)
            now.add(participant.participant, person: participant.now)
        }
        var boxes = Dictionary(uniqueKeysWithValues: mailboxes.map { ($0.domain, $0) })
        for box in before.measurement.mailboxes {
            guard let whole = boxes[box.domain], let rest = whole.without(box) else { return nil }
            boxes[box.domain] = rest.counts == Counts() ? nil : rest
        }
        for box in now.measurement.mailboxes { boxes[box.domain] = boxes[box.domain].map { $0.with(box) } ?? box }
        var result = self
        result.mailboxes = boxes.values.sorted { utf8Less($0.domain, $1.domain) }
        return result
    }
}

extension MailboxMeasurement {
    /// - Returns: nil if that is no part of it.
    fileprivate func without(_ part: MailboxMeasurement) -> MailboxMeasurement? {
        guard part.counts.participants <= counts.participants else { return nil }
        return MailboxMeasurement(
            domain: domain, counts: counts - part.counts, openedIn7Days: openedIn7Days - part.openedIn7Days,
            clickedIn7Days: clickedIn7Days - part.clickedIn7Days)
    }

    fileprivate func with(_ part: MailboxMeasurement) -> MailboxMeasurement {
        MailboxMeasurement(
            domain: domain, counts: counts + part.counts, openedIn7Days: openedIn7Days + part.openedIn7Days,
            clickedIn7Days: clickedIn7Days + part.clickedIn7Days)
    }
}
