import Engagement
import Foundation
import Testing

@testable import Simulator

/// The form of names, fields and addresses.
@Suite struct ContentTests {
    static let account = Account()

    @Test func campaignNamesArePlausibleButForAHandful() {
        let names = Self.account.sentCampaigns.compactMap(\.name)
        #expect(names.contains("<script>alert(1)</script>"))
        #expect(names.contains { $0.count == 255 })
        #expect(names.contains { $0.contains("\n") })
        #expect(names.contains { $0.contains("ש") })
        #expect(Dictionary(grouping: names, by: \.self).contains { $0.value.count > 1 }, "equal names")
        #expect(names.count { HostileText.campaignNames.contains($0) } == HostileText.campaignNames.count)
        #expect(names.contains("March: what your kWh cost you"))
        #expect(Self.account.campaigns.contains { $0.name == nil && $0.subject == nil && $0.status == .draft })
    }

    @Test func fieldsDifferByListInSpelling() {
        let tags = Set(Self.account.lists.flatMap(\.fieldTags))
        for tag in [
            "kWh", "kWhs", "MonthlySaving", "monthlysavings", "Address", "StreetAddress", "annualcost", "AnnualCost",
        ] {
            #expect(tags.contains(tag))
        }
        #expect(Self.account.lists.allSatisfy { $0.fieldTags.prefix(3) == ["EmailAddress", "FirstName", "LastName"] })
    }

    @Test func blanksAreAsCommonAsInTheRealAccount() throws {
        let list = Self.account.plan.lists[0]
        let book = Self.account.contacts
        let contacts = (0..<list.size).map { book.contact(ContactKey(list: 0, contact: $0)) }.filter { !$0.isDeleted }
        let schema = FieldSchema.fields(ofList: 0)
        func share(of tag: String) throws -> Double {
            let place = try #require(schema.firstIndex { $0.tag == tag })
            return Double(contacts.count { if case .blank = $0.fields[place] { true } else { false } })
                / Double(contacts.count)
        }
        #expect((0.75...0.83).contains(try share(of: "ZIP")))
        #expect((0.68...0.76).contains(try share(of: "annualcost")))
        #expect((0.26...0.34).contains(try share(of: "kWh")))
        #expect(try share(of: "FirstName") == 0)
    }

    @Test func moneyAndPhonesLookLikeTheRealOnes() throws {
        let book = Self.account.contacts
        let money = /^\$\d{1,3}(,\d{3})*\.\d\d$/
        let phone = /^\d{3}-555-01\d\d$/
        let schema = FieldSchema.fields(ofList: 0)
        var seen = 0
        for index in 300..<600 {
            let contact = book.contact(ContactKey(list: 0, contact: index))
            for (field, value) in zip(schema, contact.fields) {
                guard case .text(let text) = value else { continue }
                switch field.source {
                case .annualCost, .annualSavings, .monthlyCost, .monthlySaving, .dailyCost:
                    #expect(try money.wholeMatch(in: text) != nil, "\(text)")
                    seen += 1
                case .phone: #expect(try phone.wholeMatch(in: text) != nil, "\(text)")
                default: break
                }
            }
        }
        #expect(seen > 300)
    }

    @Test func addressesAreUniqueToPeopleAndReserved() {
        let book = Self.account.contacts
        var people: [Person: Set<ContactKey>] = [:]
        var isMixedCase = false
        for list in Self.account.plan.lists {
            for index in 0..<list.count(onDay: 0) {
                let key = ContactKey(list: list.index, contact: index)
                let address = book.address(key)
                #expect(
                    address.hasSuffix(".example") && address.count { $0 == "@" } == 1 && address.allSatisfy(\.isASCII))
                if address != address.lowercased() { isMixedCase = true }
                people[address.lowercased(), default: []].insert(book.plan.person(key))
            }
        }
        #expect(people.values.allSatisfy { $0.count == 1 }, "an address is one person's")
        #expect(isMixedCase)
        let contacts = Self.account.plan.lists.reduce(0) { $0 + $1.count(onDay: 0) }
        #expect(contacts - people.count > 300, "some people are on two lists")
    }

    @Test func hostileTextIsInTheContacts() {
        let book = Self.account.contacts
        let texts = Self.account.plan.lists.flatMap { list in
            (0..<40).flatMap { number in
                book.contact(ContactKey(list: list.index, contact: list.stayer(number))).fields.compactMap { value in
                    if case .text(let text) = value { text } else { nil }
                }
            }
        }
        for (_, text) in HostileText.contacts { #expect(texts.contains(text), "\(text.debugDescription)") }
        for needle in ["$ecret", "=SUM(A1)", "+1", "-1", "@x", ""] { #expect(texts.contains(needle)) }
    }

    @Test func changesReplaceFieldsOrAddressAndStampTheRecord() throws {
        let later = Account(day: 6)
        let (before, after) = (Self.account.contacts, later.contacts)
        var (fields, addresses) = (0, 0)
        for (key, change) in later.events.changes where !after.isDeleted(key) {
            let (old, new) = (before.contact(key), after.contact(key))
            #expect(old.id == new.id)
            #expect(
                new.lastUpdatedAt == change.at && change.at > Self.account.now.seconds && change.at <= later.now.seconds)
            if old.emailAddress != new.emailAddress { addresses += 1 }
            if "\(old.fields)" != "\(new.fields)" { fields += 1 }
        }
        #expect(fields > 10)
        #expect(addresses > 3)
    }
}
