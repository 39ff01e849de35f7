/// What was usual at every age, for the band behind a settling curve: the peers' usual range hour by hour.
package struct UsualBand: Hashable, Sendable {
    package let response: ResponseKind
    /// Ascending by hours; it ends where fewer than 10 peers have reached the age.
    package let points: [Point]

    package struct Point: Hashable, Sendable {
        /// Full hours since sending.
        package let hours: Int
        package let usual: UsualRange
    }

    package init(_ peers: Peers, hours: [Int] = HourCurve.shownHours) {
        response = peers.response
        points = hours.compactMap { hours in peers.usual(atAge: hours).map { Point(hours: hours, usual: $0) } }
    }
}
