/// How the listing of a contact in a report changed between two runs.
package enum ListingChange: String, CaseIterable, Sendable {
    /// It was listed, and is no longer.
    case vanished
    /// It was no longer listed, and is listed again.
    case returned
    /// It is as it was, but was not all the time.
    case wavered
}
