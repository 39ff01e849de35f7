import Engagement
import Metrics

/// `data/runs/RUN.json`, and the same as a script for pages opened from a folder, where browsers refuse to fetch.
struct RunJSON {
    private let snapshot: RunSnapshot

    init(_ snapshot: RunSnapshot) { self.snapshot = snapshot }

    func files() -> [SiteFile] {
        let id = snapshot.run.id
        let text = json.text(depth: 2)
        return [
            SiteFile(SiteLayout.data(ofRun: id), text),
            SiteFile(SiteLayout.script(ofRun: id), "octoSiteRun(\(text.dropLast()));\n"),
        ]
    }

    private var json: JSON {
        .object(
            snapshot.run.members + [
                ("since", .string(snapshot.detail.since?.id)), ("totals", snapshot.run.totals?.json ?? .null),
                ("vanished", .integer(snapshot.detail.vanished)), ("returned", .integer(snapshot.detail.returned)),
                ("wavered", .integer(snapshot.detail.wavered)),
                ("changed_addresses", .integer(snapshot.detail.changedAddresses)),
                ("contradictions", .array(snapshot.contradictions.map { .string($0) })),
                ("campaigns", .array(snapshot.campaigns.map(Self.json))),
                ("files", .array(snapshot.detail.files.map(Self.json))),
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
