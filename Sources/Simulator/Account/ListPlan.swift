/// A list's contacts, by index: those who will leave (in order of leaving), those who stay, those who never
/// confirmed, and those who join later, a few every day.
struct ListPlan: Sendable {
    let index: Int
    let exits: [Exit]
    /// Contacts before anybody joins later, the unconfirmed left out.
    let size: Int
    let pending: Int
    let joinsPerDay: Int
    /// `firstExit[turn]`: how many have left before the list's campaign of that turn.
    let firstExit: [Int]

    var stayers: Int { size - exits.count }
    /// Contacts of day 0.
    var initialCount: Int { size + pending }

    func count(onDay day: Int) -> Int { initialCount + day * joinsPerDay }

    /// How many contacts who stay could get a campaign of that day.
    func audience(onDay day: Int) -> Int { stayers + max(0, day - 1) * joinsPerDay }

    /// The index of the n-th of ``audience(onDay:)``.
    func stayer(_ number: Int) -> Int {
        number < stayers ? exits.count + number : initialCount + number - stayers
    }

    /// The day on which a contact joined; 0 for those of the start.
    func joinDay(of contact: Int) -> Int {
        contact < initialCount ? 0 : (contact - initialCount) / joinsPerDay + 1
    }

    func isPending(_ contact: Int) -> Bool { contact >= size && contact < initialCount }

    /// The place among those who stay, or nil for one who leaves, never confirmed or joined later.
    func stayerNumber(of contact: Int) -> Int? {
        contact >= exits.count && contact < size ? contact - exits.count : nil
    }
}
