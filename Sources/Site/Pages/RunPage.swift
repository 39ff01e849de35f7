import Engagement
import Metrics

/// `runs/RUN/index.html`: what one run found, as it stays for ever.
struct RunPage {
    private let kit: PageKit
    private let state: RunState
    private var run: Run { state.run }

    init(_ kit: PageKit, _ state: RunState) {
        self.kit = kit
        self.state = state
    }

    func render() throws -> [Page] {
        let path = "runs/\(run.id)/newly-engaged.csv"
        let csv = kit.download(path)
        let reconciliation = state.detail.reconciliation
        let context: TemplateContext = [
            "started_at": .words(kit.clock.full(run.startedAt)),
            "took": .words(Clock.duration(from: run.startedAt, to: run.endedAt)),
            "requests": .words(counted(run.requests, "request")),
            "api": .words(run.api),
            "full": .flag(run.isFull),
            "partial": .flag(!run.coversAccount),
            "state": .words(Badge(run.state).text),
            "interrupted": .flag(run.state == .interrupted),
            "contradictions": .block(reconciliation.flatMap {
                AlarmNotices.contradictions(Contradictions($0, in: kit.report), root: "../../")
            }),
            "proof": .words(reconciliation.flatMap(Words.proof)),
            "totals": .block(tiles),
            "changes": .block(changes),
            "vanished": .words(state.detail.vanished > 0 ? counted(state.detail.vanished, "report row") : nil),
            "returned": .words(state.detail.returned > 0 ? counted(state.detail.returned, "report row") : nil),
            "changed_addresses": .words(
                state.detail.changedAddresses > 0 ? counted(state.detail.changedAddresses, "address", "addresses") : nil),
            "changed_contacts": .words(state.detail.changedContacts > 0 ? counted(state.detail.changedContacts, "contact") : nil),
            "reconciliation": .block(self.reconciliation),
            "csv": .markup(csv == nil ? "" : "newly-engaged.csv"),
            "csv_rows": .words(csv.map { counted($0.rows, "row") }),
            "previous": .list(state.previous.map(link) ?? []),
            "json": .markup("../../data/runs/\(run.id).json"),
        ]
        return try kit.render("run.md", in: "runs/\(run.id)/", section: .runs, run: run, context)
    }

    private func link(to run: Run) -> [TemplateContext] {
        [["number": .words(Format.count(Int(run.number))), "address": .markup("../\(run.id)/index.html")]]
    }

    /// What the store held when the run had ended; nil for one that broke off before it could be counted.
    private var tiles: Tiles? {
        guard let totals = run.totals else { return nil }
        let gained = state.gained
        let tile = { (label: String, value: Int, basis: String, change: Int) in
            Tiles.Tile(
                label: label, value: Format.count(value), basis: basis,
                change: change == 0 ? "none new in this run" : "\(Format.change(change)) in this run")
        }
        let counts = totals.counts
        return Tiles(
            caption: "Totals at the end of the run",
            tiles: [
                tile("Participants", counts.participants, "in \(counted(totals.campaigns, "campaign"))", gained.participants),
                tile("Opened", counts.opened, share(counts.opened, counts.delivered, "delivered"), gained.opened),
                tile("Clicked", counts.clicked, share(counts.clicked, counts.delivered, "delivered"), gained.clicked),
                tile("Bounced", counts.bounced, share(counts.bounced, counts.sent, "sent"), gained.bounced),
                tile("Complained", counts.complained, share(counts.complained, counts.delivered, "delivered"), gained.complained),
                tile("Unsubscribed", counts.unsubscribed, share(counts.unsubscribed, counts.delivered, "delivered"), gained.unsubscribed),
            ])
    }

    private func share(_ part: Int, _ whole: Int, _ name: String) -> String {
        let rate = Rate(part, of: whole)
        return "\(Format.percent(rate)) (\(Format.interval(rate))) of \(Format.count(whole)) \(name)"
    }

    private var changes: Table {
        let changed = state.campaigns.filter { $0.gained != Counts() }
            .sorted { ($1.gained.engaged, $1.gained.participants) < ($0.gained.engaged, $0.gained.participants) }
        return Table(
            caption: "What the run found, by campaign", columns: [.text("Campaign")] + Tables.changeColumns,
            rows: changed.map { campaign in
                [.link(campaign.title, to: "../../campaigns/\(campaign.slug)/index.html")] + Tables.changes(campaign.gained)
            },
            foot: [[.words("All \(counted(changed.count, "changed campaign"))")] + Tables.changes(state.gained)],
            comfort: .sorts, emptyText: "The run found nothing new.")
    }

    /// How many reports were in each state; nil where nothing was compared.
    private var reconciliation: Table? {
        guard let campaigns = state.detail.reconciliation?.campaigns, !campaigns.isEmpty else { return nil }
        let kinds = campaigns.flatMap(\.kinds)
        let states = KindReconciliation.State.allCases.filter { state in kinds.contains { $0.state == state } }
        return Table(
            caption: "State of reconciliation",
            columns: [.text("State")] + ReportKind.allCases.map { .number($0.rawValue) } + [.text("Meaning")],
            rows: states.map { state in
                [.badge(Badge(state))] + ReportKind.allCases.map { kind in
                    .change(kinds.count { $0.kind == kind && $0.state == state }).unsigned
                } + [.words(state.explanation)]
            })
    }
}

extension Cell {
    /// A count that has no direction.
    fileprivate var unsigned: Cell {
        Cell(html: html.replacing("+", with: ""), markdown: markdown.replacing("+", with: ""), sortKey: sortKey)
    }
}
