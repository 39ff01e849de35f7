/// A custom field of a list: the same ideas, spelled differently from list to list, as in the real account.
struct FieldSchema: Sendable {
    enum Source: Sendable {
        case firstName, lastName, city, zip, energy, phone, street
        case annualCost, annualSavings, monthlyCost, monthlySaving, dailyCost
        case interests, signupDate, homeType
    }
    /// As v2 spells it; v1.6 knows text, number and date only.
    enum Kind: String, Sendable {
        case text, number, date, choiceSingle = "choice_single", choiceMultiple = "choice_multiple"
    }

    let tag: String
    let label: String
    let kind: Kind
    let source: Source
    var choices: [String] = []
    var fallback: String?

    static let homeTypes = ["Apartment", "Single-family home", "Townhouse", "Other"]
    static let interests = ["Solar", "Heat pump", "Insulation", "EV charging"]

    private static func names() -> [FieldSchema] {
        [
            FieldSchema(tag: "FirstName", label: "First name", kind: .text, source: .firstName, fallback: "Neighbor"),
            FieldSchema(tag: "LastName", label: "Last name", kind: .text, source: .lastName),
        ]
    }

    private static let first =
        names() + [
            FieldSchema(tag: "City", label: "City", kind: .text, source: .city),
            FieldSchema(tag: "ZIP", label: "ZIP", kind: .text, source: .zip),
            FieldSchema(tag: "kWh", label: "Yearly kWh", kind: .number, source: .energy),
            FieldSchema(tag: "Cell", label: "Cell", kind: .text, source: .phone),
            FieldSchema(tag: "Address", label: "Address", kind: .text, source: .street),
            FieldSchema(tag: "annualcost", label: "Annual cost", kind: .text, source: .annualCost),
            FieldSchema(tag: "AnnualSavings", label: "Annual savings", kind: .text, source: .annualSavings),
            FieldSchema(tag: "MonthlyCost", label: "Monthly cost", kind: .text, source: .monthlyCost),
            FieldSchema(tag: "MonthlySaving", label: "Monthly saving", kind: .text, source: .monthlySaving),
            FieldSchema(tag: "DailyCost", label: "Daily cost", kind: .text, source: .dailyCost),
        ]

    private static let second =
        names() + [
            FieldSchema(tag: "City", label: "City", kind: .text, source: .city),
            FieldSchema(tag: "ZIP", label: "ZIP code", kind: .text, source: .zip),
            FieldSchema(tag: "kWhs", label: "kWhs", kind: .text, source: .energy),
            FieldSchema(tag: "StreetAddress", label: "Street address", kind: .text, source: .street),
            FieldSchema(tag: "Cell", label: "Mobile", kind: .text, source: .phone),
            FieldSchema(tag: "AnnualCost", label: "Annual cost", kind: .text, source: .annualCost),
            FieldSchema(tag: "monthlysavings", label: "Monthly savings", kind: .text, source: .monthlySaving),
        ]

    private static let third =
        names() + [
            FieldSchema(tag: "City", label: "City", kind: .text, source: .city),
            FieldSchema(tag: "Zip", label: "Zip", kind: .text, source: .zip),
            FieldSchema(tag: "kWh", label: "kWh", kind: .number, source: .energy),
            FieldSchema(tag: "Address", label: "Address", kind: .text, source: .street),
            FieldSchema(tag: "AnnualSavings", label: "Savings a year", kind: .text, source: .annualSavings),
            FieldSchema(
                tag: "Interests", label: "What are you interested in?", kind: .choiceMultiple, source: .interests,
                choices: interests),
            FieldSchema(tag: "SignedUp", label: "Signed up on", kind: .date, source: .signupDate),
        ]

    private static let fourth =
        names() + [
            FieldSchema(tag: "Town", label: "Town", kind: .text, source: .city),
            FieldSchema(tag: "KWH", label: "Usage (kWh)", kind: .number, source: .energy),
            FieldSchema(tag: "Phone", label: "Phone", kind: .text, source: .phone),
            FieldSchema(tag: "annualcost", label: "Yearly cost", kind: .text, source: .annualCost),
            FieldSchema(tag: "MonthlyCost", label: "Cost a month", kind: .text, source: .monthlyCost),
            FieldSchema(tag: "HomeType", label: "Home", kind: .choiceSingle, source: .homeType, choices: homeTypes),
        ]

    private static let fifth =
        names() + [
            FieldSchema(tag: "City", label: "City", kind: .text, source: .city),
            FieldSchema(tag: "Address", label: "Address", kind: .text, source: .street),
            FieldSchema(tag: "MonthlySaving", label: "Monthly saving", kind: .text, source: .monthlySaving),
            FieldSchema(tag: "DailyCost", label: "Cost a day", kind: .text, source: .dailyCost),
        ]

    private static let all = [first, second, third, fourth, fifth]

    static func fields(ofList list: Int) -> [FieldSchema] { all[list % all.count] }

    static func listName(_ list: Int) -> String {
        let names = [
            "Home energy reports", "Solar interest", "Heat pump waitlist", "Renters & small homes",
            "Newsletter, \"classic\"",
        ]
        return list < names.count ? names[list] : names[list % names.count] + " \(list / names.count + 1)"
    }
}
