package import Engagement

/// The CSVs of what changed between the ends of two runs. The rows of each add up to the change of a total: of a count
/// of participants, of the report rows that the provider no longer lists, of the contacts with another address.
package struct ChangePlan: Hashable, Sendable {
    /// Ends with a slash: `runs/2026-11-23T020000Z/`.
    package var folder: String
    /// The run on whose page the files are listed; nil for files that are not the site's.
    package var scope: DownloadScope?
    /// The run of the earlier end; 0 before the first run, when a store may know what an older database held.
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

    /// The files of a run's page. That of a first run does without the file of new participants: there are no others.
    /// - Parameter previous: the last finished run before it; nil if there is none.
    package init(_ run: Run, since previous: RunNumber?) {
        let scope = DownloadScope.run(run.id)
        self.init(folder: scope.folder, earlier: previous ?? 0, later: run.number, leavesOutEmptyFiles: true)
        self.scope = scope
    }

    /// Participants that came to match a filter.
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
            "Participants who opened or clicked for the first time between the finished run before and this one."
        ),
        (.newParticipants, .all, "Participants that no earlier run had found in any report."),
        (.newlyOpened, .opened, "Participants who opened, or clicked, which implies it, and had not before."),
        (.newlyClicked, .clicked, "Participants who clicked a link and had not before."),
        (.newlyBounced, .bounced, "Participants whose mail bounced and had not been known to."),
        (.newlyComplained, .complained, "Participants who reported the mail as spam and had not before."),
        (.newlyUnsubscribed, .unsubscribed, "Participants who unsubscribed from the campaign and had not before."),
    ]

    func path(of file: ChangeFile) -> String { folder + file.name }

    static func description(of change: ListingChange) -> String {
        switch change {
        case .vanished: "Report rows that the provider no longer lists, one a participant and report; they are kept."
        case .returned: "Report rows that the provider had ceased to list and lists again."
        case .wavered: "Report rows that came and went, or went and came, and are as they were before."
        }
    }

    static let addressesDescription = "Contacts whose address changed, one row a contact."
}
