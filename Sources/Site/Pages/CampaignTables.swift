import Engagement
import Metrics

/// The tables of a campaign's page: comparisons, reconciliation, history.
struct CampaignTables {
    private let campaign: CampaignMetrics
    private var page: SitePage { .campaign(slug: campaign.slug) }

    init(_ campaign: CampaignMetrics) { self.campaign = campaign }

    /// The rates as they are now, whatever the age of the campaigns.
    var comparison: Table {
        let kinds: [RateKind] = [.open, .click, .clickToOpen, .unsubscribe, .complaint, .bounce]
        return Table(
            caption: "Beside other campaigns",
            columns: [
                .text("Rate"), .number("This campaign"), .number("Against all others"),
                .number("Against the campaign before"),
            ],
            rows: kinds.map { kind in
                [
                    .noted(kind.title, kind.formula),
                    .rate(campaign.rates[kind]),
                    .difference(campaign.againstOthers[kind], isGoodWhenHigh: kind.isGoodWhenHigh),
                    .difference(campaign.againstPrevious?[kind], isGoodWhenHigh: kind.isGoodWhenHigh),
                ]
            })
    }

    /// Nil where the campaign is younger than a day, or has no times.
    var equalAge: Table? {
        guard !campaign.equalAge.isEmpty else { return nil }
        return Table(
            caption: "At equal age",
            columns: [
                .text("Age"), .number("Opened by then", "÷ delivered"), .number("Against others at this age"),
                .number("Clicked by then", "÷ delivered"), .number("Against others at this age"),
            ],
            rows: campaign.equalAge.map { age in
                [
                    .trusted(Format.age(hours: age.day * 24)), .rate(age.open),
                    .difference(age.openAgainstOthers, isGoodWhenHigh: true), .rate(age.click),
                    .difference(age.clickAgainstOthers, isGoodWhenHigh: true),
                ]
            })
    }

    /// Nil where nothing was compared.
    func reconciliation(_ times: TimeText) -> Table? {
        guard let reconciliation = campaign.reconciliation else { return nil }
        return Table(
            caption: "Reconciliation with the provider's totals",
            columns: [
                .text("Report"), .text("State"), .number("Stored", "reported rows"),
                .number("Summary", "before – after the walk"),
                .number("Walked", "distinct contacts"), .number("Pages"), .number("Rows"), .text("Reached the end"),
                .number("Run"), .text("Walked at"),
            ],
            rows: reconciliation.kinds.map { row($0, times) })
    }

    private func row(_ kind: KindReconciliation, _ times: TimeText) -> [Cell] {
        let certificate = kind.certificate
        return [
            .trusted(kind.kind.rawValue), .badge(Badge(kind.state, isAccepted: kind.isAccepted)), .count(kind.stored),
            expected(kind), .count(kind.walked), .count(certificate?.pages), .count(certificate?.rows),
            ending(certificate), certificate.map { .trusted(Format.count(Int($0.run))) } ?? .missing,
            .time(certificate?.endedAt, times),
        ]
    }

    private func expected(_ kind: KindReconciliation) -> Cell {
        guard let range = kind.expected else { return .missing }
        return range.lowerBound == range.upperBound
            ? .count(range.lowerBound) : .trusted("\(Format.count(range.lowerBound)) – \(Format.count(range.upperBound))")
    }

    private func ending(_ certificate: Certificate?) -> Cell {
        guard let certificate else { return .trusted("never walked") }
        let resumed = certificate.isResumed ? ", resumed" : ""
        switch certificate.ending {
        case .complete: return .trusted("yes\(resumed)")
        case .completeLoop: return .trusted("yes, in a loop\(resumed)")
        case .partial, .partialTwice: return .text("no: \(certificate.problem ?? "some rows could not be read")")
        case .unbounded: return .trusted("no, it has more rows than there can be")
        case .looped: return .trusted("no, it led in a circle\(resumed)")
        case .broken: return .text("no: \(certificate.problem ?? "it broke off")")
        case .notYet: return .trusted("not yet available")
        case .disabled: return .trusted("not kept by the provider")
        }
    }

    /// One row a run that changed something, newest first, at most sixty.
    func history(_ times: TimeText, runs: [Run]) -> Table {
        let pages = Set(runs.filter(\.hasPage).map(\.id))
        return Table(
            caption: "History over runs",
            columns: [
                .text("Run"), .text("Started"), .number("Sent to"), .number("Engaged", "opened or clicked"),
                .number("Clicked"),
                .number("Bounced"), .number("Complained"), .number("Unsubscribed"),
            ],
            rows: campaign.history.reversed().prefix(60).map { point in
                let name = point.run == 0 ? "before octo-site" : "run \(Format.count(Int(point.run)))"
                let run: Cell =
                    point.runID.flatMap { id in
                        pages.contains(id) ? .link(name, to: page.address(of: .run(id))) : nil
                    } ?? .trusted(name)
                return [run, .time(point.startedAt, times)]
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
