/// The changes of contact records since day 0: changed fields and addresses, and deletions.
struct DayEvents: Sendable {
    struct Change: Sendable {
        /// How often the fields have changed.
        var fields = 0
        /// How often the address has changed.
        var address = 0
        var at: Int64 = 0
    }

    private(set) var changes: [ContactKey: Change] = [:]
    private(set) var deletions: Set<ContactKey> = []

    /// A few contacts were deleted before day 0.
    init(_ plan: AccountPlan) {
        for list in plan.lists {
            for number in 0..<3 { delete(in: list, plan, day: 0, number: number) }
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

    private mutating func delete(in list: ListPlan, _ plan: AccountPlan, day: Int, number: Int) {
        // The first permanent contacts are never deleted, because they have the hostile texts that tests look for.
        let spared = min(HostileText.contacts.count + 1, list.stayers / 2)
        let place = spared + plan.mixer.below(max(1, list.stayers - spared), .deletion, list.index, day, number)
        deletions.insert(ContactKey(list: list.index, contact: list.stayer(place)))
    }
}
