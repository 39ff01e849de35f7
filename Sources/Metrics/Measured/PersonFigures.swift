import Basics
package import Engagement

/// What is told of one person over all campaigns that are not excluded: a row of the exports of people, but for the address and the
/// fields, and the segments.
package struct PersonFigures: Hashable, Sendable {
    var campaigns = 0
    var opened = 0
    var clicked = 0
    var firstCampaignAt: Timestamp?
    var lastOpenedAt: Timestamp?
    var lastClickedAt: Timestamp?
    /// Those that took part in these campaigns.
    var contacts: [ContactHash] = []
    package var segments: Set<SegmentFile> = []
    /// Empty for somebody in no segment.
    package var memberships: [Membership] = []

    mutating func add(_ mailing: Mailing) {
        campaigns += 1
        if mailing.isOpened { opened += 1 }
        if mailing.isClicked { clicked += 1 }
        firstCampaignAt = earliest(firstCampaignAt, mailing.sentAt)
        lastOpenedAt = latest(lastOpenedAt, mailing.lastOpenedAt)
        lastClickedAt = latest(lastClickedAt, mailing.lastClickedAt)
    }

    /// - Parameter records: of the person's contacts.
    package func row(of person: Person, _ records: [ContactRecord]) -> PersonRow {
        var newest: Attributes?
        for record in records {
            guard let attributes = record.attributes, contacts.contains(ContactHash(of: record.id)) else { continue }
            if newest?.isOutdone(by: attributes) ?? true { newest = attributes }
        }
        return PersonRow(
            person: person, campaigns: campaigns, opened: opened, clicked: clicked, firstCampaignAt: firstCampaignAt,
            lastOpenedAt: lastOpenedAt, lastClickedAt: lastClickedAt, attributes: newest)
    }
}

/// Bytes, which are kept of everybody.
extension PersonFigures {
    /// - Parameter lists: the place of each.
    func write(to writer: inout CompactWriter, lists: [ListID: Int]) {
        for count in [campaigns, opened, clicked] { writer.append(count) }
        for time in [firstCampaignAt, lastOpenedAt, lastClickedAt] {
            writer.append(byte: time == nil ? 0 : 1)
            if let time { writer.append(time.seconds) }
        }
        writer.append(contacts) { $0.append(fixed: $1.bits) }
        writer.append(SegmentFile.allCases.indices.filter { segments.contains(SegmentFile.allCases[$0]) }) { $0.append($1) }
        writer.append(memberships) { $1.write(to: &$0, list: lists[$1.list] ?? -1) }
    }

    init(from reader: inout CompactReader, lists: [ListID]) throws(CompactReader.Damaged) {
        (campaigns, opened, clicked) = (try reader.int(), try reader.int(), try reader.int())
        firstCampaignAt = try reader.time()
        lastOpenedAt = try reader.time()
        lastClickedAt = try reader.time()
        contacts = try reader.contactHashes()
        segments = Set(try reader.array { (reader) throws(CompactReader.Damaged) in try reader.segment() })
        memberships = try reader.array { (reader) throws(CompactReader.Damaged) in try Membership(from: &reader, lists: lists) }
    }
}

extension CompactReader {
    mutating func contactHashes() throws(Damaged) -> [ContactHash] {
        try array { (reader) throws(Damaged) in ContactHash(bits: try reader.fixed()) }
    }

    fileprivate mutating func time() throws(Damaged) -> Timestamp? {
        try byte() == 0 ? nil : Timestamp(seconds: try number())
    }

    fileprivate mutating func segment() throws(Damaged) -> SegmentFile {
        let place = try int()
        guard SegmentFile.allCases.indices.contains(place) else { throw Damaged() }
        return SegmentFile.allCases[place]
    }
}
