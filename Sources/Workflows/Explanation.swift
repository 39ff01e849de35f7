package import Engagement

/// What a store knows about one contact, or about all contacts of one address.
package struct Explanation: Sendable {
    package var contacts: [ContactRecord]
    /// By contact: the run that saw the current record last, and the time that its stamp is taken for.
    package var sightings: [ContactID: Sighting]
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

    /// When a current record was last seen, which decides whether another one replaces it.
    package struct Sighting: Hashable, Sendable {
        package var run: RunReference
        /// The record's stamp; the start of the run that saw it, if the stamp is later than that.
        package var stamp: Timestamp?
    }

    /// Why a record replaced another one of the same contact.
    package enum Precedence: Hashable, Sendable {
        /// Of the old one only the address was known.
        case full
        /// It was seen by this full run or after it, the old one before it.
        case fullRun(RunReference)
        /// Its stamp, taken as no later than the run that saw it, is later.
        case stamp(Timestamp, over: Timestamp?)
        /// A later run saw it.
        case laterRun
        /// Both were seen at the same time; the order of their texts decides.
        case text
    }

    package struct Change: Sendable {
        package var run: RunReference
        package var entry: JournalEntry
        /// Of the campaign that it is about; nil where it is about a contact's record.
        package var campaignID: CampaignID?
        package var campaign: Campaign?
        /// Of a change that replaced a record: why the new one won.
        package var precedence: Precedence?
    }
}
