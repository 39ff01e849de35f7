/// A table of figures to download: what the pages show, one row a campaign, link, list, month or mailbox provider.
package enum FigureFile: String, CaseIterable, Sendable {
    case campaigns, links, lists, months
    case mailboxProviders = "mailbox-providers"
    case audience
}
