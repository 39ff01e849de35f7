/// The months' English names, January first.
package enum MonthName {
    package static let full = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// The first three letters, as dates in HTTP headers have them (RFC 9110 §5.6.7).
    package static let abbreviated = full.map { String($0.prefix(3)) }
}
