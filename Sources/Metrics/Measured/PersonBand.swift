/// A part of all people, by their hashes: those of a large account are put in order a part at a time, in order of the parts.
struct PersonBand {
    private let number: UInt64
    private let count: UInt64

    /// - Parameter size: of a part, about.
    static func bands(of participants: Int, size: Int) -> [PersonBand] {
        let count = UInt64(1 + participants / size)
        return (0..<count).map { PersonBand(number: $0, count: count) }
    }

    func contains(_ person: PersonHash) -> Bool { person.high.multipliedFullWidth(by: count).high == number }
}
