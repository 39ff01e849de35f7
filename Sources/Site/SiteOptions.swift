/// What a site may show, and what it is called.
public struct SiteOptions: Hashable, Sendable {
    /// In the head of every page.
    public var title: String
    /// False where privacy lets out no more than aggregates: the queries of links, which may name people, are left out.
    public var showsLinkQueries: Bool
    /// Rows of mailbox providers with fewer participants than this are added to the others.
    public var smallestGroup: Int
    /// Where the site will be found, for the feed, whose readers keep its entries apart from it; nil: links stay relative.
    public var address: String?
    /// The rule under which the site is made.
    public var privacy: SitePrivacy

    public init(
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
