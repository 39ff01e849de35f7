package import Engagement

/// How a new run gets its number and its id.
package enum RunNaming {
    /// The number of the run that begins next: above every number ever given.
    package static func nextNumber(after taken: some Sequence<RunNumber>) -> RunNumber { (taken.max() ?? 0) + 1 }

    /// The run with its final number and id: the number is above every number ever given, as runs are never deleted; `-2`,
    /// `-3` … is appended to an id that is taken.
    /// - Parameter taken: numbers and ids of all earlier runs.
    package static func next(after taken: [(number: RunNumber, id: String)], for run: Run) -> Run {
        let ids = Set(taken.lazy.map(\.id))
        var (named, suffix) = (run, 1)
        named.number = nextNumber(after: taken.lazy.map(\.number))
        while ids.contains(named.id) {
            suffix += 1
            named.id = "\(run.id)-\(suffix)"
        }
        return named
    }
}
