/// The CSV that the team's old scripts wrote for each campaign: 21 columns, twelve of them custom fields with fixed names.
/// `export --layout legacy` writes it, and `import` reads it.
package enum LegacyLayout {
    package static let fields: [(column: String, tag: FieldTag)] = [
        ("first_name", "FirstName"), ("last_name", "LastName"), ("city", "City"), ("zip", "ZIP"), ("kwh", "kWh"),
        ("cell", "Cell"), ("address", "Address"), ("annual_cost", "annualcost"), ("annual_savings", "AnnualSavings"),
        ("monthly_cost", "MonthlyCost"), ("monthly_saving", "MonthlySaving"), ("daily_cost", "DailyCost"),
    ]

    package static let columns: [String] =
        ["campaign_name", "campaign_sent_at", "email"] + fields.map(\.column) + ReportKind.engagement.map(\.rawValue)
        + ["status"]
}
