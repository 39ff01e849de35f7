/// Text of real accounts that simple tools handle wrongly: markup, formulas, Markdown, separators, other scripts.
enum HostileText {
    /// Field values of a list's first permanent contacts, if the list has such a field.
    static let contacts: [(source: FieldSchema.Source, text: String)] = [
        (.firstName, "<script>alert(1)</script>"), (.lastName, "\"><img src=x onerror=alert(2)>"),
        (.firstName, "=SUM(A1)"), (.lastName, "+1"), (.firstName, "-1"), (.lastName, "@x"),
        (.city, "=HYPERLINK(\"https://evil.example\",\"x\")"), (.street, "12 \"Quoted\" Street, Apt, 3"),
        (.street, "First line\nSecond line\r\nThird"), (.firstName, "$ecret"), (.city, "$first.last"),
        (.firstName, "[x](javascript:alert(1))"), (.lastName, "Pipe | `tick` | **bold**"), (.firstName, "🐙 Otto"),
        (.firstName, "שלום"), (.lastName, "محمد بن علي"), (.city, "\u{202E}evil\u{202C}"), (.firstName, ""),
        (.lastName, "O'Brien-Smith; DROP TABLE"), (.firstName, "\tTabbed"), (.lastName, "\rReturn"), (.city, "null"),
        (.street, "{{#people}}{{{name}}}{{/people}}"), (.firstName, "A\u{0301}ngel e\u{0301}"),
        (.lastName, "\\\\back\\slash\\"),
        (.city, "&lt;b&gt; &amp; Söhne"), (.firstName, "NaN"), (.lastName, "１２３"), (.city, "  spaces  "),
        (.firstName, String(repeating: "long ", count: 51)), (.lastName, "Ünïcödé 北京"),
    ]

    /// Campaign names that replace a few of the ordinary ones.
    static let campaignNames: [String] = [
        "<script>alert(1)</script>", "\"><img src=x onerror=\"alert('name')\">", "=SUM(A1:A9)",
        "[Save now](javascript:alert(1)) | `code` | **bold**", "Renters, \"small homes\" & more\nsecond line",
        "שלום — kWh לשנה", "Reminder: your free home energy check", "Reminder: your free home energy check",
        String(repeating: "A very long name that goes on and on, ", count: 7).prefix(254) + "!",
        "☀️ Solar week: 20 % off ☀️",
    ]
}
