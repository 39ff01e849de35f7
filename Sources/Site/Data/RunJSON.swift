import Engagement
import Metrics

/// `data/runs/RUN.json`, and the same as a script for pages opened from a folder, where browsers refuse to fetch.
struct RunJSON {
    private let state: RunSnapshot

    init(_ state: RunSnapshot) { self.state = state }

    func pages() -> [SiteFile] {
        let id = state.run.id
        let text = json.text(depth: 2)
        return [
            SiteFile(SiteLayout.data(ofRun: id), text),
            SiteFile(SiteLayout.script(ofRun: id), "octoSiteRun(\(text.dropLast()));\n"),
        ]
    }

    private var json: JSON {
        .object(
            state.run.members + [
                ("since", .string(state.detail.since?.id)), ("totals", state.run.totals?.json ?? .null),
                ("vanished", .integer(state.detail.vanished)), ("returned", .integer(state.detail.returned)),
                ("wavered", .integer(state.detail.wavered)),
                ("changed_addresses", .integer(state.detail.changedAddresses)),
                ("contradictions", .array(state.contradictions.map { .string($0) })),
                ("campaigns", .array(state.campaigns.map(Self.json))),
                ("files", .array(state.detail.files.filter { $0.twinOf == nil }.map(Self.json))),
            ])
    }

    private static func json(_ file: DownloadEntry) -> JSON {
        .object([
            ("path", .string(file.path)), ("description", .string(file.description)), ("rows", .integer(file.rows)),
            ("bytes", .integer(file.bytes)), ("sha256", .string(file.sha256)),
        ])
    }

    private static func json(_ campaign: RunSnapshot.Campaign) -> JSON {
        .object([
            ("id", .string(campaign.id)), ("slug", .string(campaign.slug)), ("name", .string(campaign.title)),
            ("counts", campaign.counts.json), ("gained", campaign.gained.json),
            ("reconciliation", campaign.reconciliation?.json ?? .null),
        ])
    }
}
