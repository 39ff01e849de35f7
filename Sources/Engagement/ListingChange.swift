/// What became of a contact in a report between two runs.
package enum ListingChange: String, CaseIterable, Sendable {
    /// Listed before, and no longer.
    case vanished
    /// Not listed any more before, and listed again.
    case returned
    /// As before, but not all of the time.
    case wavered
}
