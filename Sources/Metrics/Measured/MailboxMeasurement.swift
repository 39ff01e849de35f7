package import Engagement

/// One campaign's participants at one mailbox provider: the domain of their addresses, in lower case.
package struct MailboxMeasurement: Hashable, Sendable {
    package let domain: String
    package internal(set) var counts: Counts
    /// Of ``counts``, those whose open (click) came within 7 days of sending, by their times.
    package internal(set) var openedIn7Days: Int
    package internal(set) var clickedIn7Days: Int

    package init(domain: String, counts: Counts, openedIn7Days: Int, clickedIn7Days: Int) {
        self.domain = domain
        self.counts = counts
        self.openedIn7Days = openedIn7Days
        self.clickedIn7Days = clickedIn7Days
    }

    /// Opened (clicked) within 7 days ÷ delivered.
    package func rateIn7Days(_ response: ResponseKind) -> Rate {
        Rate(response == .open ? openedIn7Days : clickedIn7Days, of: counts.delivered)
    }
}
