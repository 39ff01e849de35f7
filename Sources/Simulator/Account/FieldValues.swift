/// A contact's custom fields, with the real account's share of blanks.
struct FieldValues {
    let book: ContactBook
    let key: ContactKey
    /// How often the contact's fields have changed since day 0.
    let revision: Int

    var values: [Contact.Value] {
        let schema = FieldSchema.fields(ofList: key.list)
        var values = schema.map(value)
        if let number = book.plan.lists[key.list].stayerNumber(of: key.contact), number < HostileText.contacts.count {
            let odd = HostileText.contacts[number]
            if let place = schema.firstIndex(where: { $0.source == odd.source }) { values[place] = .text(odd.text) }
        }
        return values
    }

    private var mixer: Mixer { book.plan.mixer }

    /// - Parameter percent: how many contacts leave the field blank.
    private func isBlank(_ percent: Int, _ salt: Int) -> Bool {
        mixer.below(100, .blank, key.list, key.contact, salt) < percent
    }

    private func value(of field: FieldSchema) -> Contact.Value {
        switch field.source {
        case .firstName: return .text(book.names(key).first)
        case .lastName: return .text(book.names(key).last)
        case .city: return isBlank(12, 1) ? .blank : .text(place.city)
        case .zip: return isBlank(79, 2) ? .blank : .text(place.zip)
        case .phone: return isBlank(35, 3) ? .blank : .text(phone)
        case .street: return isBlank(18, 4) ? .blank : .text(street)
        case .energy:
            guard !isBlank(30, 5) else { return .blank }
            return field.kind == .number ? .number(energy) : .text(String(energy))
        case .annualCost: return isBlank(72, 6) ? .blank : money(cents: energy * 17)
        case .annualSavings: return isBlank(40, 7) ? .blank : money(cents: energy * 17 * savings / 100)
        case .monthlyCost: return isBlank(30, 8) ? .blank : money(cents: energy * 17 / 12)
        case .monthlySaving: return isBlank(33, 9) ? .blank : money(cents: energy * 17 * savings / 1_200)
        case .dailyCost: return isBlank(45, 10) ? .blank : money(cents: energy * 17 / 365)
        case .interests: return choices
        case .homeType:
            guard !isBlank(20, 11) else { return .blank }
            return .text(Self.pick(FieldSchema.homeTypes, mixer.bits(.interest, key.list, key.contact)))
        case .signupDate: return .text(Date8601.day(book.createdAt(key)))
        }
    }

    private var place: (city: String, zip: String) {
        let draw = mixer.below(Vocabulary.cities.count, .place, key.list, key.contact, revision)
        let city = Vocabulary.cities[draw]
        let end = mixer.below(90, .place, key.list, key.contact, revision + 1_000) + 10
        return (city.name, city.zip + String(end))
    }

    private var street: String {
        let number = 1 + mixer.below(4_800, .place, key.list, key.contact, 2_000)
        return "\(number) \(Self.pick(Vocabulary.streets, mixer.bits(.place, key.list, key.contact, 2_001)))"
    }

    /// From the range that is kept for fiction, 555-0100 to 555-0199.
    private var phone: String {
        let area = 201 + mixer.below(700, .phone, key.list, key.contact)
        let end = mixer.below(100, .phone, key.list, key.contact, 1)
        return "\(area)-555-01\(end < 10 ? "0" : "")\(end)"
    }

    /// Kilowatt-hours a year.
    private var energy: Int {
        let draw = mixer.unit(.energy, key.list, key.contact, revision)
        return 3_200 + Int(draw * draw * 21_000)
    }

    /// Percent of the bill.
    private var savings: Int { 6 + mixer.below(22, .energy, key.list, key.contact, revision + 500) }

    private func money(cents: Int) -> Contact.Value {
        let digits = String(cents / 100)
        var whole = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { whole += "," }
            whole.append(digit)
        }
        let rest = cents % 100
        return .text("$\(whole).\(rest < 10 ? "0" : "")\(rest)")
    }

    private var choices: Contact.Value {
        let bits = mixer.bits(.interest, key.list, key.contact)
        let places = FieldSchema.interests.indices.filter { bits >> UInt64($0 * 3) & 7 < 2 }
        let chosen = places.map { FieldSchema.interests[$0] }
        return chosen.isEmpty ? .blank : .choices(chosen)
    }

    private static func pick(_ words: [String], _ bits: UInt64) -> String { words[Int(bits % UInt64(words.count))] }
}
