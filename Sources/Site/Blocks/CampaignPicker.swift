import Engagement

/// Lists of campaigns to choose from, and the place where a script shows them beside each other.
struct CampaignPicker: Block {
    /// At most so many are compared.
    private static let most = 5

    var kind: BlockKind { .compare }

    /// Markdown can't offer a choice.
    var markdown: String { "" }

    func html(id: String) -> HTML {
        HTMLWriter.html { html in
            html.element(
                "form", ["class": "picker", "id": id, "data-campaigns": SitePage.compare.root + SiteLayout.comparisonScript]
            ) { html in
                html.newline()
                for number in 1...Self.most {
                    html.element("span", ["class": "choice"]) { html in
                        html.element("label", ["for": "\(id)-\(number)"], text: "Campaign \(number)")
                        html.element("select", ["id": "\(id)-\(number)", "name": "campaign-\(number)"]) { html in
                            html.element("option", ["value": ""], text: "–")
                        }
                    }
                    html.newline()
                }
            }
            html.newline()
            html.element("div", ["id": "\(id)-result", "aria-live": "polite"], text: "")
            html.newline()
        }
    }
}
