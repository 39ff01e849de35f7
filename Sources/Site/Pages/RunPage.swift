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
            "name": .trusted(name(run)),
            "took": .trusted(TimeText.duration(from: run.startedAt, to: run.endedAt)),
            "requests": .trusted(counted(run.requests, "request")),
            "api": .trusted(run.state == .imported ? nil : run.api),
            "imported": .flag(run.state == .imported),
            "full": .flag(run.isFull),
            "partial": .flag(!run.coversAccount && run.state != .imported),
            "state": .trusted(state),
            "interrupted": .flag(run.state == .interrupted),
            "contradictions": .block(
                reconciliation.flatMap {
                    MismatchNotice.notice(Contradictions($0, names: renderer.names), root: run.page.root)
                }),
            "warnings": .block(reconciliation.flatMap { MismatchNotice.warnings($0.warnings) }),
            "proof": .trusted(reconciliation.flatMap(Phrases.proof)),
            "totals": .block(tiles),
            "changes": .block(changes),
            "since": .list(snapshot.detail.since.map(link) ?? []),
            "vanished": quantity(snapshot.detail.vanished, "report row"),
            "returned": quantity(snapshot.detail.returned, "report row"),
            "wavered": quantity(snapshot.detail.wavered, "report row"),
            "changed_addresses": quantity(snapshot.detail.changedAddresses, "address", "addresses"),
            "changed_contacts": quantity(snapshot.detail.changedContacts, "contact"),
            "reconciliation": .block(StateTable.table(reconciliation?.campaigns.flatMap(\.kinds) ?? [])),
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
            snapshot.detail.files, caption: "Contact-level changes", root: run.page.root, folder: run.page.folder)
    }

    private func link(to run: Run) -> [PageContext] {
        [["name": .trusted(name(run)), "address": .markup(self.run.page.address(of: run.page))]]
    }

    private func name(_ run: Run) -> String { renderer.times.dateAndTime(run.endedAt ?? run.startedAt) }

    /// As the beginning of a sentence.
    private var state: String {
        switch run.state {
        case .proven: "All numbers match EmailOctopus"
        case .contradicted: "Some numbers do not match EmailOctopus"
        case .running, .imported, .interrupted, .rolledBack:
            Format.state(run.state).prefix(1).uppercased() + Format.state(run.state).dropFirst()
        }
    }

    /// What the store held at the end of the run; nil for a run that was interrupted before it was counted.
    private var tiles: Tiles? {
        guard let totals = run.totals else { return nil }
        let gained = snapshot.gained
        let counts = totals.counts
        let rates = Rates(counts)
        return Tiles(
            caption: "Totals at the end of the update",
            tiles: [
                tile(
                    "Emails sent", counts.participants, "in \(counted(totals.campaigns, "campaign"))",
                    gained.participants),
                tile("Opened", .open, rates, gained.opened), tile("Clicked", .click, rates, gained.clicked),
                tile("Bounced", .bounce, rates, gained.bounced),
                tile("Complained", .complaint, rates, gained.complained),
                tile("Unsubscribed", .unsubscribe, rates, gained.unsubscribed),
            ])
    }

    /// With a count, not a rate: which campaigns' rates were known then is not kept.
    private func tile(_ label: String, _ kind: RateKind, _ rates: Rates, _ gained: Int) -> Tiles.Tile {
        let rate = rates[kind]
        return tile(label, rate.numerator, "of \(Format.count(rate.denominator)) \(kind.base.rawValue)", gained)
    }

    private func tile(_ label: String, _ value: Int, _ basis: String, _ gained: Int) -> Tiles.Tile {
        let since = snapshot.detail.since.map { "since \(renderer.times.date($0.endedAt ?? $0.startedAt))" } ?? "in this update"
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
}
