/// Who a contact is, and where the person's mailbox is.
extension AccountPlan {
    /// The contact that stands for the person: every 23rd contact of a list is also on the list before.
    func person(_ key: ContactKey) -> ContactKey {
        guard key.list > 0, let number = lists[key.list].stayerNumber(of: key.contact), number % 23 == 7,
            number - 1 < lists[key.list - 1].stayers
        else { return key }
        return ContactKey(list: key.list - 1, contact: lists[key.list - 1].stayer(number - 1))
    }

    /// - Parameter moves: how often the person's address has changed.
    func domain(of person: ContactKey, moves: Int) -> String {
        let draw = mixer.below(1_000, .domain, person.list, person.contact, moves)
        for (limit, name) in Vocabulary.providers where draw < limit { return name }
        let words = Vocabulary.domainWords
        let ends = Vocabulary.domainEnds
        let first = mixer.below(words.count, .domain, person.list, person.contact, 101)
        let second = mixer.below(ends.count, .domain, person.list, person.contact, 102)
        return words[first] + ends[second] + ".example"
    }

    /// The mailbox provider whose filters sort out most mails that are sent from 14 days before day 0 on.
    static let filteringProvider = "yahoo.example"

    /// How much more, or less, likely than elsewhere a mail of that time is seen in a contact's mailbox.
    func visibility(of contact: Int, in list: ListPlan, sentAt: Int64) -> Double {
        guard sentAt >= Self.start - 14 * 86_400 else { return 1 }
        let person = person(ContactKey(list: list.index, contact: contact))
        return domain(of: person, moves: 0) == Self.filteringProvider ? 0.03 : 1
    }
}
