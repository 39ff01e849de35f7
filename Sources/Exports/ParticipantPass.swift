import Engagement

/// One pass over the participants that writes every planned file: a row is formatted once and copied to the files whose query it
/// matches. Campaigns come one after the other, so of the files of single campaigns only those of one are open at a time.
///
/// Rows that are as they were in the site before are taken over from its files.
struct ParticipantPass {
    private typealias Planned = (index: Int, file: ParticipantFile)

    /// A planned file that is open.
    private final class Sink {
        let index: Int
        let query: ParticipantQuery
        let table: TableFile
        /// What was in it before the rows of the current campaign.
        private var before: (rows: Int, bytes: Int)
        /// By campaign, in the order of the index.
        var parts: [Int: (rows: Int, bytes: Int)] = [:]

        init(_ planned: Planned, table: TableFile) {
            index = planned.index
            query = planned.file.query
            self.table = table
            before = (0, table.headerBytes)
        }

        func begin() { before = (table.rows, table.bytes) }

        /// - Parameter place: of the campaign whose rows were appended since ``begin()``.
        func end(at place: Int) {
            parts[place] = (table.rows - before.rows, table.bytes - before.bytes)
        }
    }

    private let files: [ParticipantFile]
    private var format: ParticipantCSV
    private let open: (ParticipantFile, ParticipantCSV) throws -> TableFile
    private let earlier: EarlierRows?
    private let source = RowSource()
    /// Its files are filled in on the way.
    private var rowIndex: RowIndex?
    /// False once rows came of a campaign that is not in the index.
    private var isIndexed = true
    private let places: [CampaignID: Int]
    /// The place of the first campaign whose rows are not yet in the files.
    private var next = 0
    /// Files with rows of many campaigns, open from the first row to the last.
    private var broad: [Sink] = []
    /// Files of single campaigns of which no row has come yet.
    private var waiting: [CampaignID: [Planned]] = [:]
    private var campaign: CampaignID?
    /// The broad files that take rows of this campaign, and the campaign's own.
    private var sinks: [Sink] = []
    private var begun: Set<CampaignID> = []
    private var finished: [Int: ExportedFile] = [:]
    private var line = ByteBuffer()
    private var matches = FilterMatches()

    /// - Parameters:
    ///   - index: of the campaigns whose rows come or are taken over, without files; nil if nobody needs it.
    ///   - earlier: what is taken over; needs an index.
    init(
        _ files: [ParticipantFile], format: ParticipantCSV, index: RowIndex? = nil, earlier: EarlierRows? = nil,
        open: @escaping (ParticipantFile, ParticipantCSV) throws -> TableFile
    ) throws {
        self.files = files
        self.format = format
        self.open = open
        self.earlier = earlier
        rowIndex = index
        let campaigns = index?.campaigns ?? []
        places = Dictionary(uniqueKeysWithValues: zip(campaigns, campaigns.indices))
        // Then nothing has moved in the files of all campaigns either.
        let isWhole = earlier.map { $0.index.campaigns == campaigns && $0.campaigns.isSuperset(of: campaigns) } ?? false
        for planned in files.enumerated().map({ ($0.offset, $0.element) }) as [Planned] {
            if let earlier, earlier.isUnchanged(planned.file.query, isWhole: isWhole) {
                try keep(planned)
            } else if let id = planned.file.query.campaign {
                waiting[id, default: []].append(planned)
            } else {
                broad.append(Sink(planned, table: try open(planned.file, format)))
            }
        }
    }

    mutating func append(_ row: ParticipantRow) throws {
        if row.campaignID != campaign { try begin(row.campaignID) }
        line.clear()
        matches.begin(row.participant.firstReported)
        for sink in sinks where matches.contains(sink.query) {
            if line.isEmpty { format.append(row, to: &line) }
            try sink.table.append(row: line)
        }
    }

    /// Closes all files. Campaigns without rows get a file with a header only.
    ///
    /// - Returns: the files in the order of the plan, and where which rows lie in them.
    mutating func finish() throws -> (files: [ExportedFile], index: RowIndex?) {
        try finishCampaign()
        try takeOver(until: places.count)
        for sink in broad { try finish(sink) }
        for (id, planned) in waiting {
            for planned in planned {
                let sink = Sink(planned, table: try open(planned.file, format))
                if places[id] != nil { sink.end(at: 0) }
                try finish(sink)
            }
        }
        return (finished.sorted { $0.key < $1.key }.map(\.value), isIndexed ? rowIndex : nil)
    }

    private mutating func begin(_ id: CampaignID) throws {
        try finishCampaign()
        guard begun.insert(id).inserted else {
            throw ExportError(
                .outOfOrder, file: id,
                "The rows of campaign \(id) came in two parts; exporting them would have lost the first. Nothing was published.")
        }
        campaign = id
        if let place = places[id], place >= next {
            try takeOver(until: place)
            next = place + 1
        } else {
            isIndexed = false
        }
        sinks = broad.filter { $0.query.campaignIDs.isEmpty || $0.query.campaignIDs.contains(id) }
        for planned in waiting.removeValue(forKey: id) ?? [] {
            sinks.append(Sink(planned, table: try open(planned.file, format)))
        }
        for sink in sinks { sink.begin() }
    }

    private mutating func finishCampaign() throws {
        let place = campaign.flatMap { places[$0] }
        for sink in sinks {
            let isOwn = sink.query.campaign != nil
            if let place { sink.end(at: isOwn ? 0 : place) }
            if isOwn { try finish(sink) }
        }
        sinks = []
        campaign = nil
    }

    private mutating func finish(_ sink: Sink) throws {
        let file = try sink.table.finish()
        finished[sink.index] = file
        guard sink.query.since == nil else { return }
        let count = sink.query.campaign == nil ? places.count : 1
        let parts = (0..<count).map { sink.parts[$0] ?? (0, 0) }
        rowIndex?.files[files[sink.index].path] = RowIndex.File(
            filter: sink.query.filter, campaign: sink.query.campaign, sha256: file?.sha256 ?? "",
            headerBytes: sink.table.headerBytes, rows: parts.map(\.rows), bytes: parts.map(\.bytes), exists: file != nil)
    }

    // MARK: - What is as it was

    /// Takes a file over as it is.
    private mutating func keep(_ planned: Planned) throws {
        let (path, scope) = (planned.file.path, planned.file.scope)
        guard let earlier, let file = earlier.index.files[path] else { return }
        rowIndex?.files[path] = file
        guard file.exists else { return }
        try earlier.keep(path)
        finished[planned.index] = ExportedFile(
            path: path, scope: scope, description: planned.file.description, rows: file.rows.reduce(0, +),
            bytes: file.headerBytes + file.bytes.reduce(0, +), sha256: file.sha256, columns: format.columns,
            primaryKey: format.primaryKey)
    }

    /// Takes over the rows of the campaigns from the next one to the one at a place, which is not included.
    private mutating func takeOver(until end: Int) throws {
        defer { next = end }
        guard let earlier, let rowIndex else { return }
        for place in next..<max(next, end) where earlier.campaigns.contains(rowIndex.campaigns[place]) {
            let id = rowIndex.campaigns[place]
            for sink in broad { try takeOver(id, into: sink, at: place, from: earlier) }
            // Those of its files that are as they were are kept.
            for planned in waiting.removeValue(forKey: id) ?? [] {
                let sink = Sink(planned, table: try open(planned.file, format))
                try takeOver(id, into: sink, at: 0, from: earlier)
                try finish(sink)
            }
        }
    }

    /// - Parameter place: of the campaign in the file.
    private func takeOver(_ id: CampaignID, into sink: Sink, at place: Int, from earlier: EarlierRows) throws {
        let path = files[sink.index].path
        // Where nobody has engaged, nobody has newly.
        guard sink.query.since == nil, let part = earlier.part(of: id, in: path) else { return }
        sink.begin()
        try sink.table.append(
            part.rows, at: part.bytes, of: earlier.locate(path), from: source,
            updated: earlier.updated(id, in: sink.query.filter))
        sink.end(at: place)
    }
}
