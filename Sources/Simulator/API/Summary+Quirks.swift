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
        case .sent: Self.add(claim, to: &sent)
        case .opened:
            Self.add(claim, to: &openedUnique)
            Self.add(claim, to: &openedTotal, atLeast: openedUnique)
        case .clicked:
            Self.add(claim, to: &clickedUnique)
            Self.add(claim, to: &clickedTotal, atLeast: clickedUnique)
        case .bounced: Self.add(claim, to: &bouncedSoft)
        case .complained: Self.add(claim, to: &complained)
        case .unsubscribed: Self.add(claim, to: &unsubscribed)
        }
    }

    private static func add(_ claim: Int, to count: inout Int?, atLeast least: Int? = 0) {
        count = count.map { max(least ?? 0, $0 + claim) }
    }
}
