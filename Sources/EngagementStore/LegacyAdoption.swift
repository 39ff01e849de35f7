import Basics
package import Engagement

/// What adopting the old scripts' data found and did.
package struct LegacyAdoption: Hashable, Sendable, CustomStringConvertible {
    /// Campaigns that got octo-site's form.
    package var campaigns = 0
    /// Participant documents of the old scripts.
    package var documents = 0
    /// Participants they made that octo-site did not know.
    package var participants = 0
    /// Documents that were one more of a participant already known; joined with it.
    package var joined = 0
    /// Flags that were true, and so count as reported before run 1.
    package var flags: [ReportKind: Int] = [:]
    /// octo-site's own participants whose flags the old scripts had changed, and that are right again.
    package var repaired = 0
    /// octo-site's own participants in whom the old scripts had written other addresses, statuses or fields.
    package var copies = 0
    /// Documents of people who have been forgotten; removed.
    package var forgotten = 0
    /// Documents that name no campaign or no contact; moved to `octo_unkeyed`.
    package var unkeyed = 0

    package init() {}

    package var description: String {
        var parts = [
            "Took over what the old scripts had stored: \(GroupedNumber.text(documents)) participant documents and "
                + "\(GroupedNumber.text(campaigns)) campaigns."
        ]
        func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(GroupedNumber.text(count)) \(words)") } }
        add(joined, "were one more for a participant already known, and were joined with it.")
        let raised = ReportKind.engagement.compactMap { kind in flags[kind].map { "\(kind.rawValue) \(GroupedNumber.text($0))" } }
        parts.append(
            raised.isEmpty
                ? "None of their flags was true."
                : "Flags that were true count as reported before run 1: \(raised.joined(separator: ", ")).")
        add(repaired, "of octo-site's own participants had other flags; they are right again.")
        add(copies, "of octo-site's own participants had older addresses, statuses or fields; they are right again.")
        add(forgotten, "belonged to people who have been forgotten, and were removed.")
        add(unkeyed, "name no campaign or no contact; they are kept in octo_unkeyed.")
        return parts.joined(separator: " ")
    }
}
