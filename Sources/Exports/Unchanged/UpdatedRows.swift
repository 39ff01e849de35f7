package import Engagement

/// Rows of campaigns of which nothing has changed but status or fields of some contacts: each takes the place of the row that its
/// contact has in the files of the site before. On a night on which a few contacts change, each in dozens of campaigns, that saves
/// formatting nearly all recipients anew.
package struct UpdatedRows {
    /// One row as files have it.
    struct Line {
        let bytes: ArraySlice<UInt8>
        /// What it begins with, up to the comma behind the contact's id; no other row of a file does.
        let key: ArraySlice<UInt8>
    }

    private struct Place {
        let reported: FirstReported
        let range: Range<Int>
        let keyCount: Int
    }

    private var format: ParticipantCSV
    private var buffer = ByteBuffer()
    private var places: [CampaignID: [Place]] = [:]

    /// How much memory all rows take.
    package var bytes: Int { buffer.count }

    init(format: ParticipantCSV) { self.format = format }

    /// The rows of a campaign must come in the order that they have in files.
    package mutating func append(_ row: ParticipantRow) {
        let start = buffer.count
        format.append(row, to: &buffer)
        places[row.campaignID, default: []].append(
            Place(reported: row.participant.firstReported, range: start..<buffer.count, keyCount: format.keyCount(of: row)))
    }

    /// Those that are in a file, in its order.
    func lines(of campaign: CampaignID, in filter: ParticipantQuery.Filter) -> [Line] {
        places[campaign, default: []].filter { filter.matches($0.reported) }.map {
            Line(bytes: buffer.bytes[$0.range], key: buffer.bytes[$0.range].prefix($0.keyCount))
        }
    }

    /// Whether a file has any of them.
    func concern(_ filter: ParticipantQuery.Filter) -> Bool {
        places.values.contains { $0.contains { filter.matches($0.reported) } }
    }
}
