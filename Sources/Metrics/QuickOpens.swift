/// Opens so soon after sending that a machine, such as a mail filter or a privacy proxy, may have made them: *suspected
/// machine opens*. Shown, never removed.
package struct QuickOpens: Hashable, Sendable {
    /// A person rarely opens a mail within ten seconds of sending. Filters that fetch every image do.
    package static let defaultSeconds = 10

    package let seconds: Int
    /// Suspected ÷ opened as reported.
    package let rate: Rate

    init(_ count: Int, openedReported: Int, seconds: Int) {
        self.seconds = seconds
        rate = Rate(count, of: openedReported)
    }

    package var count: Int { rate.numerator }
}
