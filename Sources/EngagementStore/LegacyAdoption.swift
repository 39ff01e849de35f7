import Basics
package import Engagement

/// The result of adopting the old scripts' data.
package struct LegacyAdoption: Hashable, Sendable, CustomStringConvertible {
    /// Campaigns that were given octo-site's layout.
    package var campaigns = 0
    /// Participant documents of the old scripts.
    package var documents = 0
    /// New participants.
    package var participants = 0
    /// Documents of participants that were known already; joined with them.
    package var joined = 0
    /// Flags that were true, and so count as reported in run 0.
    package var flags: [ReportKind: Int] = [:]
    /// octo-site's own participants whose flags the old scripts had changed; repaired.
    package var repaired = 0
    /// octo-site's own participants whose address, status or fields the old scripts had overwritten; repaired.
    package var copies = 0
    /// Documents of people who were forgotten; removed.
    package var forgotten = 0
    /// Documents that name no campaign or no contact; moved to `octo_unkeyed`.
    package var unkeyed = 0

    package init() {}

    package var description: String {
        var parts = [
            "Adopted the old scripts' data: \(GroupedNumber.text(documents)) participant documents and "
                + "\(GroupedNumber.text(campaigns)) campaigns."
        ]
        func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(GroupedNumber.text(count)) \(words)") } }
        add(joined, "documents were of participants already known, and were joined with them.")
        let raised = ReportKind.engagement.compactMap { kind in flags[kind].map { "\(kind.rawValue) \(GroupedNumber.text($0))" } }
        parts.append(
            raised.isEmpty
                ? "None of their flags was true."
                : "Flags that were true count as reported before run 1: \(raised.joined(separator: ", ")).")
        add(repaired, "of octo-site's own participants had changed flags, which were repaired.")
        add(copies, "of octo-site's own participants had older addresses, statuses or fields, which were repaired.")
        add(forgotten, "documents were of people who were forgotten, and were removed.")
        add(unkeyed, "documents name no campaign or no contact, and are kept in octo_unkeyed.")
        return parts.joined(separator: " ")
    }
}
