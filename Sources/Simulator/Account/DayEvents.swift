/// The changes of contact records since day 0: changed fields and addresses, and deletions.
struct DayEvents: Sendable {
    struct Change: Sendable {
        /// How often the fields have changed.
        var fields = 0
        /// How often the address has changed.
        var address = 0
        var at: Int64 = 0
    }

    private static let deletedBefore = 3

    private(set) var changes: [ContactKey: Change] = [:]
    private(set) var deletions: Set<ContactKey> = []

    /// A few contacts were deleted before day 0, and one of each list on each day.
    init(_ plan: AccountPlan) {
        for list in plan.lists {
            for number in 0..<Self.deletedBefore { delete(in: list, plan, day: 0, number: number) }
        }
    }

    mutating func pass(day: Int, _ plan: AccountPlan) {
        for list in plan.lists {
            for number in 0..<(2 + list.stayers / 800) { change(in: list, plan, day: day, number: number) }
            delete(in: list, plan, day: day, number: 0)
        }
    }

    private mutating func change(in list: ListPlan, _ plan: AccountPlan, day: Int, number: Int) {
        let contact = list.stayer(plan.mixer.below(list.stayers, .change, list.index, day, number))
        let key = ContactKey(list: list.index, contact: contact)
        var change = changes[key] ?? Change()
        if number % 4 == 0 { change.address += 1 } else { change.fields += 1 }
        // Not in a day's first hours, which `Account.advance(seconds:)` may already have passed.
        let within = 8 * 3_600 + Int64(plan.mixer.below(57_000, .changeTime, list.index, day, number))
        change.at = max(change.at, AccountPlan.now(onDay: day - 1) + within)
        changes[key] = change
    }

    /// Deletes whoever left first: so only the reports of a list's first campaigns have rows without an address. If permanent
    /// contacts were deleted, nearly every campaign had some.
    private mutating func delete(in list: ListPlan, _ plan: AccountPlan, day: Int, number: Int) {
        let contact = day == 0 ? number : Self.deletedBefore + day - 1
        guard contact < list.exits.count, plan.exitTime(of: contact, in: list) <= AccountPlan.now(onDay: day) else { return }
        deletions.insert(ContactKey(list: list.index, contact: contact))
    }
}
