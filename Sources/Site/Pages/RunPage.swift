import Engagement
import Metrics
import Templates

/// `runs/RUN/index.html`: what one run found. It never changes.
struct RunPage {
    private let renderer: PageRenderer
    private let snapshot: RunSnapshot
    private var run: Run { snapshot.run }

    init(_ renderer: PageRenderer, _ snapshot: RunSnapshot) {
        self.renderer = renderer
        self.snapshot = snapshot
    }

    func render() throws -> [SiteFile] {
        let reconciliation = snapshot.detail.reconciliation
        let context: PageContext = [
            "started_at": .trusted(renderer.times.full(run.startedAt)),
            "took": .trusted(TimeText.duration(from: run.startedAt, to: run.endedAt)),
            "requests": .trusted(counted(run.requests, "request")),
            "api": .trusted(run.state == .imported ? nil : run.api),
            "imported": .flag(run.state == .imported),
            "full": .flag(run.isFull),
            "partial": .flag(!run.coversAccount && run.state != .imported),
            "state": .trusted(Badge(run.state).text),
            "interrupted": .flag(run.state == .interrupted),
            "contradictions": .block(
                reconciliation.flatMap {
                    AlarmNotices.contradictions(Contradictions($0, names: renderer.names), root: run.page.root)
                }),
            "warnings": .block(reconciliation.flatMap { AlarmNotices.warnings($0.warnings) }),
            "proof": .trusted(reconciliation.flatMap(Phrases.proof)),
            "totals": .block(tiles),
            "changes": .block(changes),
            "since": .list(snapshot.detail.since.map(link) ?? []),
            "vanished": quantity(snapshot.detail.vanished, "report row"),
            "returned": quantity(snapshot.detail.returned, "report row"),
            "wavered": quantity(snapshot.detail.wavered, "report row"),
            "changed_addresses": quantity(snapshot.detail.changedAddresses, "address", "addresses"),
            "changed_contacts": quantity(snapshot.detail.changedContacts, "contact"),
            "reconciliation": .block(self.reconciliation),
            "files": .block(files),
            "previous": .list(snapshot.previous.map(link) ?? []),
            "json": .markup(run.page.address(of: SiteLayout.data(ofRun: run.id))),
        ]
        return try renderer.render(.run, at: run.page, run: run, context)
    }

    /// A number with its word; absent for 0.
    private func quantity(_ number: Int, _ one: String, _ many: String? = nil) -> PageValue {
        .trusted(number > 0 ? counted(number, one, many) : nil)
    }

    private var files: Table? {
        guard !snapshot.detail.files.isEmpty else { return nil }
        return DownloadTable.table(
            snapshot.detail.files, caption: "What changed, down to the contact", root: run.page.root, folder: run.page.folder)
    }

    private func link(to run: Run) -> [PageContext] {
        [["number": .trusted(Format.count(Int(run.number))), "address": .markup(self.run.page.address(of: run.page))]]
    }

    /// What the store held at the end of the run; nil for a run that was interrupted before it was counted.
    private var tiles: Tiles? {
        guard let totals = run.totals else { return nil }
        let gained = snapshot.gained
        let counts = totals.counts
        let rates = Rates(counts)
        return Tiles(
            caption: "Totals at the end of the run",
            tiles: [
                tile(
                    "Participants", counts.participants, "in \(counted(totals.campaigns, "campaign"))",
                    gained.participants),
                tile("Opened", .open, rates, gained.opened), tile("Clicked", .click, rates, gained.clicked),
                tile("Bounced", .bounce, rates, gained.bounced),
                tile("Complained", .complaint, rates, gained.complained),
                tile("Unsubscribed", .unsubscribe, rates, gained.unsubscribed),
            ])
    }

    private func tile(_ label: String, _ kind: RateKind, _ rates: Rates, _ gained: Int) -> Tiles.Tile {
        let rate = rates[kind]
        let basis =
            "\(Format.percent(rate)) (\(Format.interval(rate))) of \(Format.count(rate.denominator)) \(kind.base.rawValue)"
        return tile(label, rate.numerator, basis, gained)
    }

    private func tile(_ label: String, _ value: Int, _ basis: String, _ gained: Int) -> Tiles.Tile {
        let since = snapshot.detail.since.map { "since run \(Format.count(Int($0.number)))" } ?? "in this run"
        return Tiles.Tile(
            label: label, value: Format.count(value), basis: basis,
            change: gained == 0 ? "none new \(since)" : "\(Format.change(gained)) \(since)")
    }

    private var changes: Table {
        let changed = snapshot.campaigns.filter { $0.gained != Counts() }
            .sorted { ($1.gained.engaged, $1.gained.participants) < ($0.gained.engaged, $0.gained.participants) }
        return Table(
            caption: "What changed, by campaign", columns: [.text("Campaign")] + Tables.changeColumns,
            rows: changed.map { campaign in
                [.link(campaign.title, to: run.page.address(of: .campaign(slug: campaign.slug)))]
                    + Tables.changes(campaign.gained)
            },
            foot: [[.trusted("In \(counted(changed.count, "campaign"))")] + Tables.changes(snapshot.gained)],
            controls: .sorts, emptyText: "Nothing new was found.")
    }

    /// How many reports were in each state; nil where nothing was compared.
    private var reconciliation: Table? {
        guard let campaigns = snapshot.detail.reconciliation?.campaigns, !campaigns.isEmpty else { return nil }
        let kinds = campaigns.flatMap(\.kinds)
        let states = KindReconciliation.State.allCases.filter { state in kinds.contains { $0.state == state } }
        return Table(
            caption: "State of reconciliation",
            columns: [.text("State")] + ReportKind.allCases.map { .number($0.rawValue) } + [.text("Meaning")],
            rows: states.map { state in
                [.badge(Badge(state))]
                    + ReportKind.allCases.map { kind in
                        .tally(kinds.count { $0.kind == kind && $0.state == state })
                    } + [.trusted(state.explanation)]
            })
    }
}
