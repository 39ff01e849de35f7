import Engagement

extension Snapshot {
    /// The provider's totals after the quirks of summaries.
    func summary(of entry: CampaignEntry, in account: Account, options: SimulatorOptions) -> Summary {
        var summary = self.summary
        if options.forgetting == .rowsAndSummaries {
            let hard = bounced.count { $0.detail == 1 && !RowSource.isForgotten($0.contact) }
            func count(_ rows: ArraySlice<Ledger.Row>) -> Int { rows.count { !RowSource.isForgotten($0.contact) } }
            summary = Summary(
                sent: count(sent), bouncedHard: hard, bouncedSoft: count(bounced) - hard, openedTotal: count(opens),
                openedUnique: count(opened), clickedTotal: count(clicks), clickedUnique: count(clicked),
                complained: count(complained), unsubscribed: count(unsubscribed))
        }
        let age = account.now.seconds - (entry.campaign.sentAt?.seconds ?? 0)
        if age < 3 * 86_400 { summary.add(options.summaryDrift, to: .opened) }
        for (kind, claim) in options.inflated[entry.campaign.id] ?? [:] { summary.add(claim, to: kind) }
        return summary
    }
}

extension Summary {
    fileprivate mutating func add(_ claim: Int, to kind: ReportKind) {
        switch kind {
        case .sent: sent = max(0, sent + claim)
        case .opened:
            openedUnique = max(0, openedUnique + claim)
            openedTotal = max(openedUnique, openedTotal + claim)
        case .clicked:
            clickedUnique = max(0, clickedUnique + claim)
            clickedTotal = max(clickedUnique, clickedTotal + claim)
        case .bounced: bouncedSoft = max(0, bouncedSoft + claim)
        case .complained: complained = max(0, complained + claim)
        case .unsubscribed: unsubscribed = max(0, unsubscribed + claim)
        }
    }
}
