import Engagement
import Metrics

/// Two lists of updates to choose from, and the place where a script shows what changed between them.
struct RunPicker: Block {
    var runs: [Run]
    var times: TimeText

    var kind: BlockKind { .compare }

    /// Markdown can't offer a choice.
    var markdown: String { "" }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            let data = SitePage.compare.root + SiteLayout.runDataFolder
            html.element("form", ["class": "picker", "id": id, "data-runs": data]) { html in
                html.newline()
                select("before", "From", id: id, chosen: runs.count - 2, into: &html)
                select("after", "to", id: id, chosen: runs.count - 1, into: &html)
            }
            html.newline()
            html.element("div", ["id": "\(id)-result", "aria-live": "polite"], text: "")
            html.newline()
        }
    }

    private func select(_ name: String, _ label: String, id: String, chosen: Int, into html: inout HTMLWriter) {
        html.element("label", ["for": "\(id)-\(name)"], text: label)
        html.text(" ")
        html.element("select", ["id": "\(id)-\(name)", "name": name]) { html in
            html.newline()
            for (index, run) in runs.enumerated().reversed() {
                let time = times.dateAndTime(run.endedAt ?? run.startedAt)
                html.element(
                    "option", ["value": run.id, "selected": index == chosen ? "" : nil],
                    text: time)
                html.newline()
            }
        }
        html.newline()
    }
}
