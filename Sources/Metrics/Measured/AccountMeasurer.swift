package import Basics
package import Engagement

/// Measures every campaign and every person from the rows of an account, campaign by campaign, or from what was kept of a campaign's
/// rows.
///
/// Memory holds sums for each campaign and for each person. What a person did can only be told from all of the person's rows: those
/// take about 30 bytes each, and beyond 8 MB they wait in ``Overflow``.
package struct AccountMeasurer {
    /// A campaign whose rows were measured, or are being.
    struct Source {
        let id: CampaignID
        /// False where the parts of what was kept were not all there.
        var isWhole = false
    }

    /// The campaign whose rows came last.
    private struct Current {
        let id: CampaignID
        let source: Int
        var measurer: CampaignMeasurer
        var people = PackedPeople()
        var digests: [UInt64] = []
    }

    /// A campaign of which all parts but the last came.
    private struct Awaited {
        let source: Int
        var rows: MeasuredRows
        var parts = 0
        /// Nil where nobody has moved.
        var move: PeopleMove?
        /// Those that are not as they were kept.
        var renewed: [MeasuredPart] = []
    }

    let sentAt: [CampaignID: Timestamp?]
    let excluded: Set<CampaignID>
    private(set) var sources: [Source] = []
    private(set) var bands: PeopleBands
    var memory = PersonMemory()
    private var measurements: [CampaignID: CampaignMeasurement] = [:]
    private var current: Current?
    private var awaited: Awaited?
    /// Bytes of who took part in a campaign, in each part.
    private let partSize: Int

    /// - Parameters:
    ///   - excluded: campaigns that are measured, but count for nobody.
    ///   - overflow: nil keeps everything in memory.
    package init(_ records: [CampaignRecord], excluded: Set<CampaignID>, overflow: (any Overflow)? = nil) {
        self.init(records, excluded: excluded, bands: PeopleBands(overflow: overflow))
    }

    init(_ records: [CampaignRecord], excluded: Set<CampaignID>, bands: PeopleBands, partSize: Int = 1 << 20) {
        self.excluded = excluded
        self.bands = bands
        self.partSize = partSize
        sentAt = Dictionary(records.map { ($0.id, $0.campaign.sentAt) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: - Rows

    /// Further rows of these contacts need no record.
    package var keptContacts: KeptContacts { memory.kept }

    /// Adds rows; those of one campaign must follow each other.
    /// - Returns: what is complete and can be kept.
    package mutating func add(_ rows: [ParticipantRow]) throws -> [MeasuredPart] {
        var complete: [MeasuredPart] = []
        for row in rows {
            if row.campaignID != current?.id {
                complete += try finishCampaign()
                try begin(row.campaignID)
            }
            let person = memory.entry(of: row)
            current?.measurer.add(row.participant, vanished: row.vanished, domain: person?.domain)
            guard let person, !row.participant.firstReported.isEmpty else { continue }
            current?.people.add(row.participant, person: person.hash)
            if let size = current?.people.bytes.count, size >= partSize { complete += try finishPart() }
        }
        return complete
    }

    /// Ends the last campaign.
    /// - Parameter campaigns: whose rows were asked for: without rows they are measured all the same.
    package mutating func finish(_ campaigns: Set<CampaignID> = []) throws -> [MeasuredPart] {
        var complete = try finishCampaign()
        for campaign in campaigns where measurements[campaign] == nil {
            try begin(campaign)
            complete += try finishCampaign()
        }
        return complete
    }

    private mutating func finishCampaign() throws -> [MeasuredPart] {
        var complete = try finishPart()
        guard let last = current else { return complete }
        let rows = MeasuredRows(last.measurer.measurement, digests: last.digests)
        measurements[last.id] = rows.campaign
        complete.append(MeasuredPart(campaignID: last.id, number: 0, bytes: rows.bytes))
        current = nil
        return complete
    }

    private mutating func begin(_ campaign: CampaignID) throws {
        guard measurements[campaign] == nil else { throw RowsOutOfOrder(campaignID: campaign) }
        sources.append(Source(id: campaign, isWhole: true))
        current = Current(id: campaign, source: sources.count - 1, measurer: CampaignMeasurer(sentAt: sentAt[campaign] ?? nil))
    }

    private mutating func finishPart() throws -> [MeasuredPart] {
        guard let last = current, !last.people.bytes.isEmpty else { return [] }
        let bytes = last.people.bytes
        try bands.add(bytes, of: last.source)
        current?.people = PackedPeople()
        current?.digests.append(FNV1a.hash(bytes[...]))
        return [MeasuredPart(campaignID: last.id, number: last.digests.count + 1, bytes: bytes)]
    }

    // MARK: - What was kept

    /// Takes what was measured of a campaign's rows in place of the rows; its parts must come in order of their numbers. What was
    /// damaged, or measured with another sending time, does not count.
    /// - Parameter moved: all whose addresses have changed since; nil where nobody's has.
    /// - Returns: what is to be kept in place of what was, once the last part came.
    @discardableResult
    package mutating func use(_ part: MeasuredPart, moved: [MovedParticipant]? = nil) throws -> [MeasuredPart] {
        if part.number == 0 {
            awaited = try beginUsing(part, moved)
        } else if let campaign = awaited, sources[campaign.source].id == part.campaignID {
            awaited = try add(part, to: campaign)
        }
        guard let campaign = awaited, campaign.parts == campaign.rows.digests.count else { return [] }
        awaited = nil
        guard campaign.move?.isComplete ?? true else { return [] }
        sources[campaign.source].isWhole = true
        measurements[part.campaignID] = campaign.rows.campaign
        guard campaign.move != nil else { return [] }
        return campaign.renewed + [MeasuredPart(campaignID: part.campaignID, number: 0, bytes: campaign.rows.bytes)]
    }

    /// - Returns: nil for what does not count.
    private mutating func beginUsing(_ part: MeasuredPart, _ moved: [MovedParticipant]?) throws -> Awaited? {
        guard var rows = try? MeasuredRows(bytes: part.bytes), rows.campaign.sentAt == sentAt[part.campaignID] ?? nil else {
            return nil
        }
        if let moved {
            guard let campaign = rows.campaign.moving(moved) else { return nil }
            rows.campaign = campaign
        }
        sources.append(Source(id: part.campaignID))
        var campaign = Awaited(source: sources.count - 1, rows: rows, move: moved.map(PeopleMove.init))
        if rows.digests.isEmpty, let arriving = campaign.move?.arriving.bytes, !arriving.isEmpty {
            campaign.rows.digests = [0]
            try add(arriving, renewing: part.campaignID, to: &campaign)
        }
        return campaign
    }

    /// - Returns: nil if the part is not the one that was measured.
    private mutating func add(_ part: MeasuredPart, to awaited: Awaited) throws -> Awaited? {
        var campaign = awaited
        guard part.number == campaign.parts + 1, part.number <= campaign.rows.digests.count,
            FNV1a.hash(part.bytes[...]) == campaign.rows.digests[campaign.parts]
        else { return nil }
        var bytes = part.bytes
        if campaign.move != nil {
            guard let rest = try? campaign.move?.rest(of: bytes) else { return nil }
            bytes = rest
            if part.number == campaign.rows.digests.count, let arriving = campaign.move?.arriving.bytes { bytes += arriving }
        }
        if bytes.count == part.bytes.count, bytes == part.bytes {
            try bands.add(bytes, of: campaign.source)
            campaign.parts += 1
        } else {
            try add(bytes, renewing: part.campaignID, to: &campaign)
        }
        return campaign
    }

    private mutating func add(_ people: [UInt8], renewing id: CampaignID, to campaign: inout Awaited) throws {
        try bands.add(people, of: campaign.source)
        campaign.rows.digests[campaign.parts] = FNV1a.hash(people[...])
        campaign.parts += 1
        campaign.renewed.append(MeasuredPart(campaignID: id, number: campaign.parts, bytes: people))
    }

    // MARK: - Results

    /// Of every campaign with a record or with rows: an old database may have some without a record.
    package var campaigns: [CampaignID: CampaignMeasurement] {
        sentAt.mapValues { CampaignMeasurer(sentAt: $0).measurement }.merging(measurements) { $1 }
            .filter { sentAt.keys.contains($0) || $1.counts != Counts() }
    }

    /// Campaigns of which nothing needs to be read any more.
    package var measured: Set<CampaignID> { Set(measurements.keys) }
}
