package import Engagement

/// What a store knows about one contact, or about all contacts of one address.
package struct Explanation: Sendable {
    package var contacts: [ContactRecord]
    /// In the order of sending.
    package var participations: [Participation]
    /// What runs changed about the contacts and their participations, oldest first.
    package var changes: [Change]

    /// One contact as a participant of one campaign.
    package struct Participation: Sendable {
        package var campaignID: CampaignID
        package var contactID: ContactID
        /// Nil for a campaign without a record.
        package var campaign: Campaign?
        /// One entry a kind, in the order of ``ReportKind``.
        package var reports: [(kind: ReportKind, listing: Listing)]
    }

    /// What is known about a contact's row in one report.
    package enum Listing: Hashable, Sendable {
        case notListed
        /// An open that the provider does not report, but a click implies.
        case impliedByClick
        /// - Parameters:
        ///   - time: when it happened, if the provider says so.
        ///   - first: the run whose walk saw the row first.
        case reported(time: Timestamp?, first: RunReference, last: LastListing)
    }

    /// Whether the provider still lists a row.
    package enum LastListing: Hashable, Sendable {
        /// The row was imported, and the provider has not listed it since.
        case importedOnly
        /// The provider no longer lists it.
        case retained
        /// No walk has read the report to its end yet.
        case unproven
        case listed(RunReference)
    }

    /// A run as the store knows it.
    package struct RunReference: Hashable, Sendable {
        package var number: RunNumber
        /// Nil for run 0, which stands for what was taken over, and for a run that the store has no record of.
        package var id: String?
    }

    package struct Change: Sendable {
        package var run: RunReference
        package var entry: JournalEntry
        /// Of the campaign that it is about; nil where it is about a contact's record.
        package var campaignID: CampaignID?
        package var campaign: Campaign?
    }
}
