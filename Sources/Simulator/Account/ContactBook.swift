import Foundation

/// The data of the contacts, derived from their index in the plan and the events of the days.
struct ContactBook: Sendable {
    let plan: AccountPlan
    let events: DayEvents
    let now: Int64

    private var mixer: Mixer { plan.mixer }

    func contact(_ key: ContactKey) -> Contact {
        let list = plan.lists[key.list]
        let created = createdAt(key)
        let change = events.changes[key]
        let left = leftAt(key)
        let isDeleted = events.deletions.contains(key)
        return Contact(
            id: id(key), emailAddress: isDeleted ? nil : address(key),
            fields: isDeleted ? [] : FieldValues(book: self, key: key, revision: change?.fields ?? 0).values,
            tags: isDeleted ? [] : tags(key),
            status: left != nil ? .unsubscribed : list.isPending(key.contact) ? .pending : .subscribed,
            createdAt: created, lastUpdatedAt: max(created, change?.at ?? 0, left ?? 0))
    }

    func isDeleted(_ key: ContactKey) -> Bool { events.deletions.contains(key) }

    func id(_ key: ContactKey) -> String { String(decoding: idBytes(key), as: UTF8.self) }

    func idBytes(_ key: ContactKey) -> [UInt8] {
        UUIDText.bytes(
            seconds: createdAt(key), entropy: mixer.bits(.identity, key.list, key.contact),
            node: mixer.bits(.node, key.list, key.contact))
    }

    func status(_ key: ContactKey) -> Contact.Status {
        if leftAt(key) != nil { return .unsubscribed }
        return plan.lists[key.list].isPending(key.contact) ? .pending : .subscribed
    }

    func lastUpdatedAt(_ key: ContactKey) -> Int64 {
        max(createdAt(key), events.changes[key]?.at ?? 0, leftAt(key) ?? 0)
    }

    /// When the contact left its list; nil if it hasn't.
    private func leftAt(_ key: ContactKey) -> Int64? {
        let list = plan.lists[key.list]
        guard key.contact < list.exits.count else { return nil }
        let time = plan.exitTime(of: key.contact, in: list)
        return time <= now ? time : nil
    }

    /// Increases with the index, so that a list in order of creation needs no sorting.
    func createdAt(_ key: ContactKey) -> Int64 {
        let list = plan.lists[key.list]
        let day = list.joinDay(of: key.contact)
        if day > 0 {
            let place = (key.contact - list.initialCount) % list.joinsPerDay
            return AccountPlan.now(onDay: day - 1) + 8 * 3_600 + Int64(place * 50_000 / list.joinsPerDay)
        }
        let span = 190 * 86_400
        return AccountPlan.start - 440 * 86_400 + Int64(span * key.contact / list.initialCount)
    }

    // MARK: - Persons

    /// The address in the provider's spelling: lower case, but for a few.
    func address(_ key: ContactKey) -> String {
        let person = plan.person(key)
        let name = names(key)
        let moves = events.changes[key]?.address ?? 0
        var local = Vocabulary.ascii(name.first) + "." + Vocabulary.ascii(name.last) + String(number(of: person))
        if moves > 0 { local += moves == 1 ? ".new" : ".new\(moves)" }
        if person != key, plan.lists[key.list].stayerNumber(of: key.contact).map({ $0 % 230 == 7 }) == true {
            local = Vocabulary.ascii(name.first).capitalized + "." + local.dropFirst(name.first.utf8.count + 1)
        }
        return local + "@" + plan.domain(of: person, moves: moves)
    }

    /// Unique to the person: an odd multiple modulo a power of two.
    private func number(of person: ContactKey) -> Int {
        let place = person.contact * plan.lists.count + person.list
        let total = plan.lists.reduce(0) { max($0, $1.count(onDay: AccountPlan.lastDay)) } * plan.lists.count
        var modulus = 1 << 12
        while modulus < total { modulus <<= 1 }
        return place &* 40_503 & (modulus - 1)
    }

    func names(_ key: ContactKey) -> (first: String, last: String) {
        let person = plan.person(key)
        let first = Vocabulary.firstNames[mixer.below(Vocabulary.firstNames.count, .name, person.list, person.contact)]
        let last = Vocabulary.lastNames[mixer.below(Vocabulary.lastNames.count, .name, person.list, person.contact, 1)]
        return (first, last)
    }

    static let allTags = ["homeowner", "solar, interested", "vip"]

    func tags(_ key: ContactKey) -> [String] {
        let draw = mixer.below(100, .tag, key.list, key.contact)
        if draw < 4 { return ["vip"] }
        if draw < 12 { return ["homeowner"] }
        return draw < 14 ? ["homeowner", "solar, interested"] : []
    }
}
