package import Engagement

/// The CSVs of what changed between the ends of two runs. The rows of each add up to the change of one total: a count of
/// participants, the report rows that the provider no longer lists, or the contacts with another address.
package struct ChangePlan: Hashable, Sendable {
    /// Ends with a slash: `runs/2026-11-23T020000Z/`.
    package var folder: String
    /// The run on whose page the files are listed; nil for files that are not the site's.
    package var scope: DownloadScope?
    /// The run at whose end the changes begin; 0 for the time before the first run, of which a store may have older data.
    package var earlier: RunNumber
    package var later: RunNumber
    /// Whether files without rows are left out; `newly-engaged.csv` never is.
    package var leavesOutEmptyFiles: Bool

    package init(folder: String, earlier: RunNumber, later: RunNumber, leavesOutEmptyFiles: Bool) {
        self.folder = folder
        scope = nil
        self.earlier = earlier
        self.later = later
        self.leavesOutEmptyFiles = leavesOutEmptyFiles
    }

    /// The files of a run's page. The first run has no file of new participants: all of them are new.
    /// - Parameter previous: the last finished run before it; nil if there is none.
    package init(_ run: Run, since previous: RunNumber?) {
        let scope = DownloadScope.run(run.id)
        self.init(folder: scope.folder, earlier: previous ?? 0, later: run.number, leavesOutEmptyFiles: true)
        self.scope = scope
    }

    /// The files of participants that match a filter at the later end and did not at the earlier one.
    package var gains: [ParticipantFile] {
        Self.gains.filter { earlier > 0 || !leavesOutEmptyFiles || $0.filter != .all }.map { file, filter, description in
            ParticipantFile(
                path: path(of: file), scope: scope, description: description,
                query: ParticipantQuery(filter: filter, asOf: later, since: earlier),
                isOptional: leavesOutEmptyFiles && filter != .engaged)
        }
    }

    private static let gains: [(file: ChangeFile, filter: ParticipantQuery.Filter, description: String)] = [
        (
            .newlyEngaged, .engaged,
            "Recipients who opened or clicked for the first time between the update before and this one."
        ),
        (.newParticipants, .all, "Recipients that no earlier update had found in any report."),
        (.newlyOpened, .opened, "Recipients who opened, or clicked, which implies it, and had not before."),
        (.newlyClicked, .clicked, "Recipients who clicked a link and had not before."),
        (.newlyBounced, .bounced, "Recipients whose mail bounced and had not been known to."),
        (.newlyComplained, .complained, "Recipients who reported the mail as spam and had not before."),
        (.newlyUnsubscribed, .unsubscribed, "Recipients who unsubscribed from the campaign and had not before."),
    ]

    func path(of file: ChangeFile) -> String { folder + file.name }

    static func description(of change: ListingChange) -> String {
        switch change {
        case .vanished: "Report rows that EmailOctopus no longer lists, one per recipient and report; the store keeps them."
        case .returned: "Report rows that EmailOctopus had ceased to list and lists again."
        case .wavered: "Report rows that came and went, or went and came, and are as they were before."
        }
    }

    static let addressesDescription = "Contacts whose address changed, one row per contact."
}
