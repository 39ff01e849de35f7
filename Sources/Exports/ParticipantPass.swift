import Engagement

/// One pass over the participants that feeds every planned file: a row is formatted once and copied to the files that take
/// it. Campaigns come one after the other, so of the files of single campaigns only those of one are open at a time.
struct ParticipantPass {
    private typealias Place = (index: Int, file: ParticipantFile)

    private var format: ParticipantCSV
    private let open: (ParticipantFile, ParticipantCSV) throws -> TableFile
    /// Files that many campaigns go to, open from the first row to the last.
    private var broad: [(place: Place, table: TableFile)] = []
    /// Files of single campaigns that have not come by yet.
    private var waiting: [CampaignID: [Place]] = [:]
    private var current: (id: CampaignID, files: [(place: Place, table: TableFile)])?
    private var gone: Set<CampaignID> = []
    private var finished: [Int: [ExportedFile]] = [:]
    private var line = ByteBuffer()

    init(
        _ files: [ParticipantFile], format: ParticipantCSV,
        open: @escaping (ParticipantFile, ParticipantCSV) throws -> TableFile
    ) throws {
        self.format = format
        self.open = open
        for place in files.enumerated().map({ ($0.offset, $0.element) }) as [Place] {
            let campaigns = place.file.query.campaignIDs
            if campaigns.count == 1, let id = campaigns.first {
                waiting[id, default: []].append(place)
            } else {
                broad.append((place, try open(place.file, format)))
            }
        }
    }

    mutating func append(_ row: ParticipantRow) throws {
        if row.campaignID != current?.id { try turn(to: row.campaignID) }
        line.clear()
        let reported = row.participant.firstReported
        for index in broad.indices where broad[index].place.file.query.takes(reported, of: row.campaignID) {
            if line.isEmpty { format.append(row, to: &line) }
            try broad[index].table.append(row: line)
        }
        guard var files = current?.files, !files.isEmpty else { return }
        current?.files = []
        for index in files.indices where files[index].place.file.query.matches(reported) {
            if line.isEmpty { format.append(row, to: &line) }
            try files[index].table.append(row: line)
        }
        current?.files = files
    }

    /// Closes everything; campaigns that no row came of get a file with a header only.
    /// - Returns: the files in the order they were planned in.
    mutating func finish() throws -> [ExportedFile] {
        try closeCurrent()
        for (place, table) in broad { finished[place.index] = try table.finish() }
        for place in waiting.values.joined() { finished[place.index] = try open(place.file, format).finish() }
        return finished.sorted { $0.key < $1.key }.flatMap(\.value)
    }

    private mutating func turn(to id: CampaignID) throws {
        try closeCurrent()
        guard gone.insert(id).inserted else {
            throw ExportError(
                .outOfOrder, file: id,
                "The rows of campaign \(id) came in two parts; exporting them would have lost the first. Nothing was published.")
        }
        let places = waiting.removeValue(forKey: id) ?? []
        current = (id, try places.map { ($0, try open($0.file, format)) })
    }

    private mutating func closeCurrent() throws {
        for (place, table) in current?.files ?? [] { finished[place.index] = try table.finish() }
        current = nil
    }
}

extension ParticipantQuery {
    fileprivate func takes(_ reported: FirstReported, of campaign: CampaignID) -> Bool {
        (campaignIDs.isEmpty || campaignIDs.contains(campaign)) && matches(reported)
    }
}
