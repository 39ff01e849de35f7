import Engagement
import Metrics

/// Next steps, each with the file or the page of those it is about.
struct NextStepLinks {
    private let renderer: PageRenderer
    private let page: SitePage

    init(_ renderer: PageRenderer, on page: SitePage) {
        self.renderer = renderer
        self.page = page
    }

    var list: NextStepList {
        let items = renderer.account.figures.nextSteps.map { NextStepList.Item(step: $0, link: link($0)) }
        return renderer.account.campaigns.isEmpty
            ? NextStepList(items: items, emptyText: "EmailOctopus is connected, and there is nothing to count yet.")
            : NextStepList(items: items)
    }

    /// The files to import where there are any. Where privacy keeps rows in the store, or nobody of those it is about may be mailed,
    /// the page with the numbers takes their place.
    private func link(_ step: NextStep) -> (text: String, address: String)? {
        switch step.rule {
        case .mismatch: ("Data check", page.address(of: .dataCheck))
        case .complaints, .hardBounces: ("Campaigns", page.address(of: .campaigns))
        case .mailboxBelowUsual: ("Mailbox providers", page == .overview ? "#mailbox-providers" : page.address(of: .overview))
        case .neverEngaged: files(.neverEngaged) ?? people
        case .lapsing: files(.lapsing) ?? people
        }
    }

    /// One file itself; several by the table in which they are.
    private func files(_ segment: SegmentFile) -> (text: String, address: String)? {
        let files = ListSegments.all(renderer).compactMap { $0.file(segment) }.filter { $0.rows > 0 }
        guard let first = files.first else { return nil }
        return files.count == 1
            ? ("File to import (\(counted(first.rows, "person", "people")))", page.address(of: first.path))
            : ("Files to import", page.address(of: .audience) + "#files-to-import")
    }

    private var people: (text: String, address: String) { ("Audience", page.address(of: .audience)) }
}
