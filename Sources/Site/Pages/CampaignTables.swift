import Engagement
import Metrics

/// The tables of a campaign's page: comparison at equal age, data check, history.
struct CampaignTables {
    private let campaign: CampaignMetrics
    private let renderer: PageRenderer
    private let page: SitePage
    private var measured: MeasuredCampaign { campaign.measured }
    private var figures: AccountFigures { renderer.account.figures }

    /// - Parameter page: the page that they are on.
    init(_ campaign: CampaignMetrics, _ renderer: PageRenderer, on page: SitePage) {
        self.campaign = campaign
        self.page = page
        self.renderer = renderer
    }

    /// The campaign beside others, all as they were at its age. Nil where it has no rate at an age.
    var comparison: Table? {
        guard let age = measured.age?.comparing, age >= 1 else { return nil }
        let (open, click) = (measured.rate(.open, atAge: age), measured.rate(.click, atAge: age))
        guard open?.value != nil || click?.value != nil else { return nil }
        let rate = { (rate: Rate?) -> Cell in .rate(rate, reason: nil) }
        var rows: [[Cell]] = [[ownName, rate(open), .empty, rate(click), .empty]]
        rows.append([
            usualName, usual(campaign.verdicts.open), verdict(campaign.verdicts.open), usual(campaign.verdicts.click),
            verdict(campaign.verdicts.click),
        ])
        let id = campaign.id
        for (name, others) in groups {
            let reached = others.filter { $0.age.map { $0.hours >= age } ?? false && !$0.isExcluded && $0.id != id }
            let opened = Self.sum(reached, .open, age), clicked = Self.sum(reached, .click, age)
            guard opened.value != nil || clicked.value != nil else { continue }
            rows.append([name(reached.count), rate(opened), difference(open, opened), rate(clicked), difference(click, clicked)])
        }
        return Table(
            caption: "At equal age: the first \(Format.age(hours: age))",
            columns: [
                .text("The first \(Format.age(hours: age)) of"), .number("Opened", "÷ delivered"), .text("This campaign's opens"),
                .number("Clicked", "÷ delivered"), .text("This campaign's clicks"),
            ],
            rows: rows)
    }

    /// On another page than its own it is named.
    private var ownName: Cell {
        let own = SitePage.campaign(slug: campaign.slug)
        return page == own ? .trusted("This campaign") : .link(campaign.title, to: page.address(of: own))
    }

    private var usualName: Cell {
        let peers = campaign.verdicts.open.peers ?? campaign.verdicts.click.peers ?? 0
        let scope = (campaign.verdicts.open.scope ?? campaign.verdicts.click.scope) == .sameLists ? " to the same list" : ""
        return .trusted("Usual: \(counted(peers, "earlier campaign"))\(scope)")
    }

    private func usual(_ verdict: Verdict) -> Cell {
        guard let usual = verdict.usual else { return .missing }
        return .trusted(Format.range(usual.low, usual.high))
    }

    private func verdict(_ verdict: Verdict) -> Cell { .badge(Badge(verdict, namesResponse: false)) }

    private func difference(_ own: Rate?, _ others: Rate) -> Cell { .difference(own.flatMap { RateDifference($0, others) }) }

    /// The campaign before, then those of the same lists and of the same series.
    private var groups: [((Int) -> Cell, [MeasuredCampaign])] {
        var groups: [((Int) -> Cell, [MeasuredCampaign])] = []
        if let earlier = figures.previous(to: measured) {
            let (slug, title) = (earlier.record.slug, earlier.record.campaign.title)
            groups.append(
                (
                    { _ in .link(title, to: page.address(of: .campaign(slug: slug)), note: "the one before to the same list") },
                    [earlier]
                ))
        }
        if let list = figures.lists.first(where: { $0.key == measured.listKey }) {
            groups.append(
                (
                    {
                        .link(
                            list.title, to: page.address(of: .list(list.key)),
                            note: "\(counted($0, "other campaign")) to this list")
                    }, list.campaigns
                ))
        }
        if let series = figures.series(of: measured) {
            groups.append(
                (
                    {
                        .link(
                            series.title, to: page.address(of: .series(series.key)),
                            note: "\(counted($0, "other campaign")) of this series")
                    }, series.campaigns
                ))
        }
        return groups
    }

    /// Σ ÷ Σ over those whose times are known.
    private static func sum(_ campaigns: [MeasuredCampaign], _ response: ResponseKind, _ age: Int) -> Rate {
        campaigns.reduce(Rate(0, of: 0)) { sum, campaign in campaign.rate(response, atAge: age).map { sum + $0 } ?? sum }
    }

    /// What the data check comes to.
    var dataCheckTitle: String {
        let kinds = campaign.reconciliation?.kinds ?? []
        let matching = kinds.count { [.exact, .moving, .retained].contains($0.state) }
        return matching == kinds.count
            ? "All \(counted(kinds.count, "report")) match EmailOctopus"
            : "\(matching) of \(counted(kinds.count, "report")) match EmailOctopus"
    }

    /// Nil where nothing was compared.
    var dataCheck: Table? {
        guard let reconciliation = campaign.reconciliation else { return nil }
        return Table(
            caption: "Data check",
            columns: [
                .text("Report"), .text("Data check"), .number("Rows here"),
                .number("EmailOctopus' total", "before – after reading"),
                .number("Fetched", "contacts at the last reading"), .number("Pages"), .number("Rows"), .text("Complete"),
                .text("Last check"),
            ],
            rows: reconciliation.kinds.map { row($0, renderer.times) })
    }

    private func row(_ kind: KindReconciliation, _ times: TimeText) -> [Cell] {
        let certificate = kind.certificate
        return [
            .trusted(kind.kind.rawValue), .badge(state(kind)), .count(kind.stored), expected(kind), .count(kind.walked),
            .count(certificate?.pages), .count(certificate?.rows), ending(certificate), .time(certificate?.endedAt, times),
        ]
    }

    private func state(_ kind: KindReconciliation) -> Badge {
        kind.state == .notYet && kind.certificate?.ending == .disabled
            ? Badge(text: "tracking was off", tone: .calm, explanation: "EmailOctopus keeps no such report of the campaign.")
            : Badge(kind.state, isAccepted: kind.isAccepted)
    }

    private func expected(_ kind: KindReconciliation) -> Cell {
        guard let range = kind.expected else { return .missing }
        return range.lowerBound == range.upperBound
            ? .count(range.lowerBound) : .trusted("\(Format.count(range.lowerBound)) – \(Format.count(range.upperBound))")
    }

    private func ending(_ certificate: Certificate?) -> Cell {
        guard let certificate else { return .trusted("never read") }
        let resumed = certificate.isResumed ? ", in two parts" : ""
        switch certificate.ending {
        case .complete: return .trusted("yes\(resumed)")
        case .completeLoop: return .trusted("yes, though its pages led in a circle\(resumed)")
        case .partial, .partialTwice: return .trusted("no, some rows could not be read\(resumed)")
        case .unbounded: return .trusted("no, it has more rows than there can be")
        case .looped: return .trusted("no, its pages led in a circle\(resumed)")
        case .broken: return .trusted("no, reading broke off\(resumed)")
        case .notYet: return .trusted("not available yet")
        case .disabled: return .trusted("not kept by EmailOctopus")
        }
    }

    /// One row an update that changed something, newest first, at most sixty.
    var history: Table {
        let pages = Set(renderer.account.runs.filter(\.hasPage).map(\.id))
        return Table(
            caption: "History over updates",
            columns: [
                .text("Update"), .number("Sent to"), .number("Opened"), .number("Clicked"),
                .number("Bounced"), .number("Complained"), .number("Unsubscribed"),
            ],
            rows: campaign.history.reversed().prefix(60).map { point in
                let name = point.startedAt.map(renderer.times.dateAndTime) ?? "before octo-site"
                let key = String(point.startedAt?.seconds ?? 0)
                let run: Cell =
                    point.runID.flatMap { id in
                        pages.contains(id) ? .link(name, to: page.address(of: .run(id)), sortKey: key) : nil
                    } ?? .trusted(name, sortKey: key)
                return [run]
                    + [
                        (point.counts.sent, point.gained.sent), (point.counts.engaged, point.gained.engaged),
                        (point.counts.clicked, point.gained.clicked), (point.counts.bounced, point.gained.bounced),
                        (point.counts.complained, point.gained.complained),
                        (point.counts.unsubscribed, point.gained.unsubscribed),
                    ].map(Self.sum)
            })
    }

    /// A sum and how much of it is new.
    private static func sum(_ sum: Int, _ gained: Int) -> Cell {
        let total = Format.count(sum)
        guard gained != 0 else { return .trusted(total) }
        return .noted(total, Format.change(gained))
    }
}

extension Cell {
    /// Trusted text with a note in small letters.
    fileprivate static func noted(_ text: String, _ note: String) -> Cell {
        Cell(markdown: "\(text) (\(note))") { html in
            html.text("\(text) ")
            html.element("small", text: note)
        }
    }
}
