package import Engagement

/// A campaign's links as one reading of their report gave them.
package struct ListedLinks: Hashable, Sendable {
    /// One entry a URL, in the order of the report.
    package private(set) var links: [LinkClicks] = []
    /// What could not be read, in words that end a sentence.
    package var leftOut: [String] = []
    private var pages: Set<[LinkClicks]> = []

    package init(_ links: [LinkClicks] = [], leftOut: [String] = []) {
        self.leftOut = leftOut
        add(links)
    }

    /// Bytes of all URLs together that are kept of a campaign.
    static let largest = 8 << 20

    /// The bytes of the URLs.
    var bytes: Int { links.reduce(0) { $0 + $1.url.utf8.count } }

    /// All clicks.
    package var total: Int { links.reduce(0) { $0 + $1.total } }

    /// Takes a page over. The clicks of rows with the same URL are added up; a page that was there before is passed over.
    package mutating func add(_ page: [LinkClicks]) {
        guard pages.insert(page).inserted else { return }
        links = (links + page).addedUp
    }
}
