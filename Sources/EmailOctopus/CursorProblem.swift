/// Why the link to a next page can't be followed.
enum CursorProblem: Error {
    /// The link leads to another host; it may contain the key.
    case foreign(String)
    /// There is a next page, but no way to ask for it.
    case unreadable
}
