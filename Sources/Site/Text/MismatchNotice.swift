import Engagement
import Markdown
import Metrics

/// The notice at the head of a page where numbers do not match.
enum MismatchNotice {
    /// More campaigns are folded away.
    private static let shown = 3

    /// Nil where everything matches that can be compared.
    /// - Parameter linksCampaigns: false on the page of the campaign itself.
    static func notice(_ contradictions: Contradictions, root: String, linksCampaigns: Bool = true) -> Notice? {
        guard !contradictions.isEmpty else { return nil }
        let help = "[What this means, and what to do](\(root)\(SitePage.dataCheck.html)#what-to-do)"
        let sentences = contradictions.markdown(root: root, linksCampaigns: linksCampaigns)
        return Notice(
            title: contradictions.title, sentences: Array(sentences.prefix(shown)) + [help],
            folded: Array(sentences.dropFirst(shown)), tone: .bad)
    }

    /// What an update warned of though its numbers match; nil where it warned of nothing.
    static func warnings(_ sentences: [String]) -> Notice? {
        guard !sentences.isEmpty else { return nil }
        return Notice(title: "Warnings of this update", sentences: sentences.map(MarkdownEscape.text), tone: .warn)
    }
}
