package import Engagement

/// What a channel of notifications remembers of the messages that it has sent. The store does not look into it.
package struct NotifyMemory: Hashable, Sendable {
    /// The channel's name; never changes, as existing stores hold it.
    package var channel: String
    package var state: [UInt8]
    /// When it was kept.
    package var savedAt: Timestamp

    package init(channel: String, state: [UInt8], savedAt: Timestamp) {
        self.channel = channel
        self.state = state
        self.savedAt = savedAt
    }
}

extension StoreReader {
    /// What a channel remembers; nil if nothing was kept for it.
    package func notifyMemory(of channel: String) async throws -> NotifyMemory? {
        try await notifyMemories().first { utf8Equal($0.channel, channel) }
    }
}
