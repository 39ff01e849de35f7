/// A part of a page that was not taken over: an element that is no row, or a value of a row that is too large.
package struct LeftOut: Hashable, Sendable {
    /// The place on its page, counted from 1.
    package var row: Int
    /// The member whose value is too large to be kept; nil if the whole row was left out.
    package var member: String?
    /// The end of a sentence about the row, or about the member's value: `is null`, `has no contact id`.
    package var reason: String

    package init(row: Int, member: String? = nil, reason: String) {
        self.row = row
        self.member = member
        self.reason = reason
    }

    /// True if a row is missing because of it.
    package var isRow: Bool { member == nil }

    /// - Parameter page: counted from 1.
    package func sentence(page: Int) -> String {
        let value = member.map { "the value of “\($0)” in " } ?? ""
        return "\(value)row \(row) of page \(page) \(reason)"
    }
}
