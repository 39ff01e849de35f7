import Basics
package import Engagement

/// The result of adopting the old scripts' data.
package struct LegacyAdoption: Hashable, Sendable, CustomStringConvertible {
    /// The run that the data counts for: 0 in a store without runs, else the run that begins next.
    package var run: RunNumber
    /// Campaigns that were given octo-site's layout.
    package var campaigns = 0
    /// Campaigns that have participants and no document; they were given one with nothing but the id.
    package var unnamedCampaigns = 0
    /// Participant documents of the old scripts.
    package var documents = 0
    /// New participants.
    package var participants = 0
    /// Documents of participants that were known already; joined with them.
    package var joined = 0
    /// Flags that were true, and so count as reported in ``run``.
    package var flags: [ReportKind: Int] = [:]
    /// First reports by kind, the participants that are new in `sent` among them.
    package var gained: [ReportKind: Int] = [:]
    /// octo-site's own participants whose flags the old scripts had changed; repaired.
    package var repaired = 0
    /// octo-site's own participants whose address, status or fields the old scripts had overwritten; repaired.
    package var copies = 0
    /// Documents of people who were forgotten; removed.
    package var forgotten = 0
    /// Documents that name no campaign or no contact, or are of text messages; moved to `octo_unkeyed`.
    package var unkeyed = 0
    /// Unique indexes that octo-site did not make, as `collection.name`; dropped.
    package var droppedIndexes: [String] = []

    package init(run: RunNumber = 0) { self.run = run }

    /// True if there was nothing to adopt or to repair.
    package var isEmpty: Bool { self == LegacyAdoption(run: run) }

    /// True if there was no data to adopt or to repair.
    private var holdsNoData: Bool {
        var rest = self
        rest.droppedIndexes = []
        return rest.isEmpty
    }

    /// True if the old scripts have written into a store that had runs: somebody still runs them.
    package var showsThatScriptsStillRun: Bool { run > 0 && !holdsNoData }

    /// True if somebody has to do something.
    package var isWarning: Bool { showsThatScriptsStillRun || holdsNoData }

    package var description: String { ((holdsNoData ? [] : dataSentences) + indexSentences).joined(separator: " ") }

    private var indexSentences: [String] {
        droppedIndexes.map {
            "The unique index \($0), which octo-site did not make, was dropped: it would refuse what EmailOctopus lists. Whoever needs "
                + "it makes it again without `unique`."
        }
    }

    private var dataSentences: [String] {
        var parts: [String] = []
        let written =
            "\(GroupedNumber.text(documents)) participant documents and \(GroupedNumber.text(campaigns)) campaigns"
        let raised = ReportKind.engagement.compactMap { kind in flags[kind].map { "\(kind.rawValue) \(GroupedNumber.text($0))" } }
            .joined(separator: ", ")
        func add(_ count: Int, _ words: String) { if count > 0 { parts.append("\(GroupedNumber.text(count)) \(words)") } }
        if showsThatScriptsStillRun {
            parts.append("The old scripts still run: they have written into this database since the last run.")
            if documents + campaigns > 0 { parts.append("Adopted: \(written).") }
        } else {
            parts.append("Adopted the old scripts' data: \(written).")
        }
        add(joined, "documents were of participants already known, and were joined with them.")
        if showsThatScriptsStillRun {
            if !raised.isEmpty { parts.append("Flags that were true count as reported in run \(run): \(raised).") }
        } else {
            parts.append(
                raised.isEmpty
                    ? "None of their flags was true." : "Flags that were true count as reported before run 1: \(raised).")
        }
        add(repaired, "of octo-site's own participants had changed flags, which were repaired.")
        add(copies, "of octo-site's own participants had older addresses, statuses or fields, which were repaired.")
        add(unnamedCampaigns, "campaigns have participants but no document; they are shown by their ids.")
        add(forgotten, "documents were of people who were forgotten, and were removed.")
        add(unkeyed, "documents name no campaign or no contact, or are of text messages; they are kept in octo_unkeyed.")
        if showsThatScriptsStillRun { parts.append("Stop the scripts: octo-site does their work.") }
        return parts
    }
}
