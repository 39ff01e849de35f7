/// A custom field of a list. The lists have similar fields with different spellings, as in the real account.
struct FieldSchema: Sendable {
    enum Source: Sendable {
        case firstName, lastName, city, zip, energy, phone, street
        case annualCost, annualSavings, monthlyCost, monthlySaving, dailyCost
        case interests, signupDate, homeType
    }
    /// As v2 spells it; v1.6 has only text, number and date.
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

    static func fields(ofList list: Int) -> [FieldSchema] { all[list % all.count] }

    private static let all = [
        names + [
            text("City", "City", .city), text("ZIP", "ZIP", .zip),
            FieldSchema(tag: "kWh", label: "Yearly kWh", kind: .number, source: .energy), text("Cell", "Cell", .phone),
            text("Address", "Address", .street), text("annualcost", "Annual cost", .annualCost),
            text("AnnualSavings", "Annual savings", .annualSavings), text("MonthlyCost", "Monthly cost", .monthlyCost),
            text("MonthlySaving", "Monthly saving", .monthlySaving), text("DailyCost", "Daily cost", .dailyCost),
        ],
        names + [
            text("City", "City", .city), text("ZIP", "ZIP code", .zip), text("kWhs", "kWhs", .energy),
            text("StreetAddress", "Street address", .street), text("Cell", "Mobile", .phone),
            text("AnnualCost", "Annual cost", .annualCost), text("monthlysavings", "Monthly savings", .monthlySaving),
        ],
        names + [
            text("City", "City", .city), text("Zip", "Zip", .zip),
            FieldSchema(tag: "kWh", label: "kWh", kind: .number, source: .energy), text("Address", "Address", .street),
            text("AnnualSavings", "Savings a year", .annualSavings),
            FieldSchema(
                tag: "Interests", label: "What are you interested in?", kind: .choiceMultiple, source: .interests,
                choices: interests),
            FieldSchema(tag: "SignedUp", label: "Signed up on", kind: .date, source: .signupDate),
        ],
        names + [
            text("Town", "Town", .city), FieldSchema(tag: "KWH", label: "Usage (kWh)", kind: .number, source: .energy),
            text("Phone", "Phone", .phone), text("annualcost", "Yearly cost", .annualCost),
            text("MonthlyCost", "Cost a month", .monthlyCost),
            FieldSchema(tag: "HomeType", label: "Home", kind: .choiceSingle, source: .homeType, choices: homeTypes),
        ],
        names + [
            text("City", "City", .city), text("Address", "Address", .street),
            text("MonthlySaving", "Monthly saving", .monthlySaving), text("DailyCost", "Cost a day", .dailyCost),
        ],
    ]

    private static let names = [
        FieldSchema(tag: "FirstName", label: "First name", kind: .text, source: .firstName, fallback: "Neighbor"),
        text("LastName", "Last name", .lastName),
    ]

    private static func text(_ tag: String, _ label: String, _ source: Source) -> FieldSchema {
        FieldSchema(tag: tag, label: label, kind: .text, source: source)
    }
}
