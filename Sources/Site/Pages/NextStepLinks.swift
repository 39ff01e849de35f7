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

    /// Where privacy keeps rows in the store, the page with the numbers takes the place of the file.
    private func link(_ step: NextStep) -> (text: String, address: String)? {
        switch step.rule {
        case .mismatch: ("Data check", page.address(of: .dataCheck))
        case .complaints, .hardBounces: ("Campaigns", page.address(of: .campaigns))
        case .mailboxBelowUsual: ("Mailbox providers", page == .overview ? "#mailbox-providers" : page.address(of: .overview))
        case .neverEngaged: file(SiteLayout.people(.never), "everybody who never did") ?? people
        case .lapsing: file(SiteLayout.people(.days180), "with those who left") ?? people
        }
    }

    /// - Parameter whom: the file holds more people than the step is about.
    private func file(_ path: String, _ whom: String) -> (text: String, address: String)? {
        renderer.download(path).map { ("CSV (\(whom): \(Format.count($0.rows)))", page.address(of: path)) }
    }

    private var people: (text: String, address: String) { ("Audience", page.address(of: .audience)) }
}
