package import Engagement

/// The true counts of the account, counted from its plan and not from the server's replies, for tests to compare with.
extension Account {
    /// The counts of every sent campaign and of the account.
    package struct Truth: Hashable, Sendable {
        package var campaigns: [CampaignID: Counts]
        package var summaries: [CampaignID: Summary]
        /// Sums over the sent campaigns. People are distinct addresses in lower case; deleted contacts have no address.
        package var totals: Totals
    }

    /// Counts every campaign, which takes a second or two for a million participants.
    package var truth: Truth {
        var truth = Truth(campaigns: [:], summaries: [:], totals: Totals())
        var people: Set<Person> = []
        var engagedPeople: Set<Person> = []
        let book = contacts
        for entry in entries where entry.campaign.status == .sent {
            let snapshot = snapshot(of: entry)
            let engaged = Set((snapshot.opened + snapshot.clicked).map(\.contact))
            truth.campaigns[entry.campaign.id] = snapshot.counts(engaged: engaged.count)
            truth.summaries[entry.campaign.id] = snapshot.summary
            for row in snapshot.sent {
                let key = ContactKey(list: entry.list, contact: Int(row.contact))
                guard !book.isDeleted(key) else { continue }
                let person = book.address(key).lowercased()
                people.insert(person)
                if engaged.contains(row.contact) { engagedPeople.insert(person) }
            }
        }
        truth.totals = Totals(
            campaigns: truth.campaigns.count, counts: truth.campaigns.values.reduce(Counts(), +), people: people.count,
            engagedPeople: engagedPeople.count)
        return truth
    }

    /// The counts of one sent campaign; nil for any other.
    package func counts(of campaign: CampaignID) -> Counts? {
        guard let entry = entry(campaign), entry.campaign.status == .sent else { return nil }
        let snapshot = snapshot(of: entry)
        return snapshot.counts(engaged: Set((snapshot.opened + snapshot.clicked).map(\.contact)).count)
    }

    /// The provider's own totals of one sent campaign, before any quirk; nil for any other.
    package func summary(of campaign: CampaignID) -> Summary? {
        guard let entry = entry(campaign), entry.campaign.status == .sent else { return nil }
        return snapshot(of: entry).summary
    }

    /// The contacts that a report lists, with the earliest time of each.
    package func contacts(in kind: ReportKind, of campaign: CampaignID) -> [ContactID: Timestamp] {
        guard let entry = entry(campaign), entry.campaign.status == .sent, let index = entry.index else { return [:] }
        let book = contacts
        let sentAt = plan.campaigns[index].sentAt
        var times: [ContactID: Timestamp] = [:]
        for row in snapshot(of: entry).rows(of: kind) {
            let id = book.id(ContactKey(list: entry.list, contact: Int(row.contact)))
            times[id] = Timestamp(seconds: sentAt + Int64(row.at) / 1_000)
        }
        return times
    }

    func snapshot(of entry: CampaignEntry) -> Snapshot {
        guard let index = entry.index else { return Snapshot(Ledger(), elapsed: 0) }
        let elapsed = (now.seconds - plan.campaigns[index].sentAt) * 1_000
        guard elapsed >= 0 else { return Snapshot(Ledger(), elapsed: 0) }
        return Snapshot(ledgers.ledger(of: index), elapsed: UInt32(clamping: elapsed))
    }
}
