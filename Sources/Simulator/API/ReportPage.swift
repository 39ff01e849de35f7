import Engagement

/// One page of a report after the quirks of rows, for either version.
struct ReportPage {
    struct Row {
        let key: ContactKey
        /// Unix time; nil if the row has none.
        let occurredAt: Int64?
        let isHardBounce: Bool
    }

    let rows: [Row]
    /// Nil on the last page.
    let next: SimulatedCursor?

    init(
        _ name: ReportName, of entry: CampaignEntry, in account: Account, options: SimulatorOptions,
        after cursor: SimulatedCursor?, limit: Int
    ) {
        let source = RowSource(name, of: entry, in: account, options: options)
        let begin = source.place(after: cursor == .start ? nil : cursor)
        let repeated = max(0, begin - options.repeatedRows)
        // No page has more rows than the provider's largest, repeated ones included.
        let end = min(source.count, begin + limit, max(begin + 1, repeated + 100))
        rows = begin < end ? (repeated..<end).map(source.row) : []
        next = Self.next(source, begin: begin, end: end, options: options)
    }

    private static func next(_ source: RowSource, begin: Int, end: Int, options: SimulatorOptions) -> SimulatedCursor? {
        if options.cursors == .loopMidway, begin > 0 { return .start }
        if end < source.count { return source.cursor(at: end - 1) }
        if options.cursors != .endWell, source.count > 0 { return .start }
        return options.hasExtraEmptyPage && begin < end ? source.cursor(at: end - 1) : nil
    }
}
