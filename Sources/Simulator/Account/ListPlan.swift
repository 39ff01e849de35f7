/// A list's contacts, by index: contacts who will leave (in order of leaving), permanent contacts, contacts who never
/// confirmed, and contacts who join later, a few every day.
struct ListPlan: Sendable {
    let index: Int
    let exits: [Exit]
    /// Contacts on day 0, without the unconfirmed ones.
    let size: Int
    let pending: Int
    /// 0 for a list that nobody joins any more, so that it shrinks.
    let joinsPerDay: Int
    /// `firstExit[turn]`: how many contacts have left before the list's campaign with that number.
    let firstExit: [Int]

    var stayers: Int { size - exits.count }
    /// Contacts on day 0.
    var initialCount: Int { size + pending }

    func count(onDay day: Int) -> Int { initialCount + day * joinsPerDay }

    /// How many permanent contacts can receive a campaign of that day.
    func audience(onDay day: Int) -> Int { stayers + max(0, day - 1) * joinsPerDay }

    /// The index of the contact with that number in ``audience(onDay:)``.
    func stayer(_ number: Int) -> Int {
        number < stayers ? exits.count + number : initialCount + number - stayers
    }

    /// The day on which a contact joined; 0 for contacts who joined before.
    func joinDay(of contact: Int) -> Int {
        contact < initialCount ? 0 : (contact - initialCount) / joinsPerDay + 1
    }

    func isPending(_ contact: Int) -> Bool { contact >= size && contact < initialCount }

    /// The number among the permanent contacts of day 0; nil for a contact who leaves, never confirmed or joined later.
    func stayerNumber(of contact: Int) -> Int? {
        contact >= exits.count && contact < size ? contact - exits.count : nil
    }
}
