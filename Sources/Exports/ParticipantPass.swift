import Engagement

/// One pass over the participants that writes every planned file: a row is formatted once and copied to the files whose query it
/// matches. Campaigns come one after the other, so of the files of single campaigns only those of one are open at a time.
struct ParticipantPass {
    private typealias Planned = (index: Int, file: ParticipantFile)

    /// A planned file that is open.
    private final class Sink {
        let index: Int
        let query: ParticipantQuery
        let table: TableFile

        init(_ planned: Planned, table: TableFile) {
            index = planned.index
            query = planned.file.query
            self.table = table
        }
    }

    private var format: ParticipantCSV
    private let open: (ParticipantFile, ParticipantCSV) throws -> TableFile
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

    init(
        _ files: [ParticipantFile], format: ParticipantCSV,
        open: @escaping (ParticipantFile, ParticipantCSV) throws -> TableFile
    ) throws {
        self.format = format
        self.open = open
        for planned in files.enumerated().map({ ($0.offset, $0.element) }) as [Planned] {
            let campaigns = planned.file.query.campaignIDs
            if campaigns.count == 1, let id = campaigns.first {
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
    /// - Returns: the files in the order of the plan.
    mutating func finish() throws -> [ExportedFile] {
        try finishCampaign()
        for sink in broad { finished[sink.index] = try sink.table.finish() }
        for planned in waiting.values.joined() { finished[planned.index] = try open(planned.file, format).finish() }
        return finished.sorted { $0.key < $1.key }.map(\.value)
    }

    private mutating func begin(_ id: CampaignID) throws {
        try finishCampaign()
        guard begun.insert(id).inserted else {
            throw ExportError(
                .outOfOrder, file: id,
                "The rows of campaign \(id) came in two parts; exporting them would have lost the first. Nothing was published.")
        }
        campaign = id
        sinks = broad.filter { $0.query.campaignIDs.isEmpty || $0.query.campaignIDs.contains(id) }
        for planned in waiting.removeValue(forKey: id) ?? [] {
            sinks.append(Sink(planned, table: try open(planned.file, format)))
        }
    }

    private mutating func finishCampaign() throws {
        for sink in sinks where sink.query.campaignIDs.count == 1 { finished[sink.index] = try sink.table.finish() }
        sinks = []
        campaign = nil
    }
}
