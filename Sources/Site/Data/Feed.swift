import Basics
import Engagement
import Markdown
import Metrics

/// `feed.xml`: the newest runs as an Atom feed (RFC 4287), alarms in the title.
///
/// An entry is made of its run alone, so that it stays the same for ever.
struct Feed {
    private let kit: PageKit

    init(_ kit: PageKit) { self.kit = kit }

    var text: String {
        let runs = kit.report.runs.filter(\.hasPage).suffix(30).reversed()
        var output = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"
        output += "<title>\(HTMLEscape.text(kit.options.title)): runs</title>\n<id>\(Self.id(""))</id>\n"
        output += "<updated>\(kit.report.generatedAt.iso8601)</updated>\n<author><name>octo-site</name></author>\n"
        output +=
            "<link rel=\"alternate\" type=\"text/html\" href=\"\(address(SitePage.runs.html))\"/>\n"
            + "<link rel=\"self\" href=\"\(address(SiteLayout.feed))\"/>\n"
        for run in runs { output += entry(run) }
        return output + "</feed>\n"
    }

    private func entry(_ run: Run) -> String {
        let time = (run.endedAt ?? run.startedAt).iso8601
        return "<entry>\n<title>\(HTMLEscape.text(title(run)))</title>\n<id>\(Self.id(run.id))</id>\n"
            + "<updated>\(time)</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"\(address(run.page.html))\"/>\n"
            + "<summary>\(HTMLEscape.text(summary(run)))</summary>\n</entry>\n"
    }

    private func title(_ run: Run) -> String {
        let name = "run \(Format.count(Int(run.number)))"
        switch run.state {
        case .contradicted: return "ALARM: \(name): rows and the provider's totals contradict each other"
        case .interrupted: return "ALARM: \(name) was interrupted"
        default: break
        }
        let complaints = run.totals.map { Rates($0.counts).complaint }
        if let complaints, let value = complaints.value, value >= AlarmLine.complaints.warning {
            return "ALARM: \(name): \(Format.percent(complaints)) of delivered mail complained about"
        }
        return "\(name.prefix(1).uppercased() + name.dropFirst()): \(gained(run))"
    }

    private func summary(_ run: Run) -> String {
        guard let totals = run.totals else { return gained(run) }
        return
            "\(gained(run)). \(counted(totals.counts.participants, "participant")) of \(counted(totals.campaigns, "campaign")); "
            + "\(Format.percent(Rates(totals.counts).open)) opened, \(Format.percent(Rates(totals.counts).click)) clicked, of delivered."
    }

    private func gained(_ run: Run) -> String {
        let parts = ReportKind.allCases.compactMap { kind in
            (run.gained[kind] ?? 0) > 0 ? "\(Format.change(run.gained[kind] ?? 0)) \(kind.rawValue)" : nil
        }
        return parts.isEmpty ? "nothing new" : parts.joined(separator: ", ")
    }

    private func address(_ path: String) -> String {
        guard let site = kit.options.address else { return path }
        return HTMLEscape.text(site.hasSuffix("/") ? site + path : "\(site)/\(path)")
    }

    /// A name that stays the same wherever the site is moved to (RFC 4151; the domain is reserved).
    private static func id(_ run: String) -> String { "tag:octo-site.invalid,2026:runs/\(run)" }
}
