/// What a site may show, and what it is called.
package struct SiteOptions: Hashable, Sendable {
    /// In the head of every page.
    package var title: String
    /// False where privacy lets out no more than aggregates: the queries of links, which may name people, are left out.
    package var showsLinkQueries: Bool
    /// Rows of mailbox providers with fewer participants than this are added to the others.
    package var smallestGroup: Int
    /// Where the site will be found, for the feed, whose readers keep its entries apart from it; nil: links stay relative.
    package var address: String?
    /// The rule under which the site is made.
    package var privacy: SitePrivacy

    package init(
        title: String = "Campaign engagement", showsLinkQueries: Bool = true, smallestGroup: Int = 0,
        address: String? = nil, privacy: SitePrivacy = SitePrivacy()
    ) {
        self.title = title
        self.showsLinkQueries = showsLinkQueries
        self.smallestGroup = smallestGroup
        self.address = address
        self.privacy = privacy
    }
}
