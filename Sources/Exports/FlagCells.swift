import Engagement

/// The six flags of a participant as `,Yes,No,…`, made once for all 32 combinations.
struct FlagCells: Sendable {
    static let all = FlagCells()
    private let cells: [ByteBuffer]

    private init() {
        cells = (0..<32).map { bits in
            let flags = (0..<5).map { bits & (1 << $0) != 0 }
            var buffer = ByteBuffer()
            for flag in flags + [flags[0] || flags[1]] { buffer.append(flag ? ",Yes" : ",No") }
            return buffer
        }
    }

    /// `opened, clicked, bounced, complained, unsubscribed, engaged`.
    subscript(flags: EngagementFlags) -> ByteBuffer {
        cells[
            (flags.opened ? 1 : 0) | (flags.clicked ? 2 : 0) | (flags.bounced ? 4 : 0) | (flags.complained ? 8 : 0)
                | (flags.unsubscribed ? 16 : 0)]
    }
}
