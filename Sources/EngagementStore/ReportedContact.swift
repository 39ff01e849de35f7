package import Engagement

/// A contact that a report lists, or used to list.
package struct ReportedContact: Hashable, Sendable {
    package var id: ContactID
    /// True if the last complete walk no longer listed it.
    package var isVanished: Bool

    package init(id: ContactID, isVanished: Bool) {
        self.id = id
        self.isVanished = isVanished
    }
}
