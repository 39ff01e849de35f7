import Basics
import Engagement
import Metrics
import Templates

/// `feed.xml`: the newest runs as an Atom feed (RFC 4287), alarms in the title.
///
/// An entry is made of its run alone, so that it stays the same for ever.
struct Feed {
    private let renderer: PageRenderer
    /// What addresses begin with: the site's own, where it is known, as feed readers keep entries apart from the site.
    private let root: String

    init(_ renderer: PageRenderer) {
        self.renderer = renderer
        root = renderer.options.address.map { $0.hasSuffix("/") ? $0 : "\($0)/" } ?? ""
    }

    func text() throws -> String {
        let account = renderer.account
        let runs = account.runs.filter(\.hasPage).suffix(30).reversed()
        var context: PlainContext = renderer.common(root: HTMLEscape.text(root), run: account.run)
        context["site_title"] = .text(renderer.options.title)
        context["id"] = .trusted(Self.id(""))
        context["updated"] = .trusted(account.generatedAt.iso8601)
        context["entries"] = .list(runs.map(entry))
        return try renderer.library.render(Template.feed.rawValue, context, syntax: .html)
    }

    private func entry(_ run: Run) -> PlainContext {
        [
            "title": .trusted(title(run)), "id": .trusted(Self.id(run.id)),
            "updated": .trusted((run.endedAt ?? run.startedAt).iso8601), "address": .trusted(root + run.page.html),
            "summary": .trusted(summary(run)),
        ]
    }

    private func title(_ run: Run) -> String {
        let name = "update of \(renderer.times.dateAndTime(run.endedAt ?? run.startedAt))"
        switch run.state {
        case .contradicted: return "ALARM: \(name): numbers do not match EmailOctopus"
        case .interrupted: return "ALARM: \(name) was interrupted"
        default: break
        }
        let complaints = run.totals.map { Rates($0.counts).complaint }
        if let complaints, let value = complaints.value, value >= AlarmLine.complaints.warning {
            return "ALARM: \(name): \(Format.percent(complaints)) of delivered emails complained about"
        }
        return "\(name.prefix(1).uppercased() + name.dropFirst()): \(gained(run))"
    }

    private func summary(_ run: Run) -> String {
        guard let totals = run.totals else { return gained(run) }
        // Counts, not rates: which campaigns' rates were known then is not kept.
        return
            "\(gained(run)). \(counted(totals.counts.participants, "email")) sent in \(counted(totals.campaigns, "campaign")); "
            + "\(Format.count(totals.counts.opened)) opened, \(Format.count(totals.counts.clicked)) clicked."
    }

    private func gained(_ run: Run) -> String {
        let parts = ReportKind.allCases.compactMap { kind in
            (run.gained[kind] ?? 0) > 0 ? "\(Format.change(run.gained[kind] ?? 0)) \(kind.rawValue)" : nil
        }
        return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
    }

    /// A name that stays the same wherever the site is moved to (RFC 4151; the domain is reserved).
    private static func id(_ run: String) -> String { "tag:octo-site.invalid,2026:runs/\(run)" }
}
