/// What a site may show, and its title.
package struct SiteOptions: Hashable, Sendable {
    /// At the top of every page.
    package var title: String
    /// Whether links are shown with their queries, which may name people.
    package var showsLinkQueries: Bool
    /// Rows of mailbox providers with fewer participants than this are added to the others.
    package var smallestGroup: Int
    /// The address at which the site will be served; nil if it is not known. Only the feed needs it: feed readers show entries
    /// apart from the site.
    package var address: String?
    /// The setting of privacy that the site is made under.
    package var privacy: SitePrivacy
    /// Tells the store that the site is made from: random digits, which say nothing about anybody.
    package var storeID: String?

    package init(
        title: String = "Campaign engagement", showsLinkQueries: Bool = true, smallestGroup: Int = 0,
        address: String? = nil, privacy: SitePrivacy = SitePrivacy(), storeID: String? = nil
    ) {
        self.title = title
        self.showsLinkQueries = showsLinkQueries
        self.smallestGroup = smallestGroup
        self.address = address
        self.privacy = privacy
        self.storeID = storeID
    }
}
