import Engagement
import Metrics

/// Two lists of runs, and a place where a script shows what lies between them.
struct RunPicker: Block {
    var runs: [Run]
    var clock: Clock

    var kind: BlockKind { .compare }

    /// Nothing can be picked there.
    var markdown: String { "" }

    func html(id: String) -> String {
        "<form class=\"picker\" id=\"\(id)\" data-runs=\"\(SitePage.compare.root)\(SiteLayout.runDataFolder)\">\n"
            + select("before", "From", id: id, chosen: runs.count - 2)
            + select("after", "to", id: id, chosen: runs.count - 1)
            + "</form>\n<div id=\"\(id)-result\" aria-live=\"polite\"></div>\n"
    }

    private func select(_ name: String, _ label: String, id: String, chosen: Int) -> String {
        let options = runs.enumerated().reversed().map { index, run in
            "<option value=\"\(run.id)\"\(index == chosen ? " selected" : "")>Run \(Format.count(Int(run.number))) · "
                + "\(clock.dateAndTime(run.endedAt ?? run.startedAt))</option>"
        }
        return "<label for=\"\(id)-\(name)\">\(label)</label> <select id=\"\(id)-\(name)\" name=\"\(name)\">\n"
            + options.joined(separator: "\n") + "\n</select>\n"
    }
}
