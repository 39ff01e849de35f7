import Engagement
import EngagementStore
import Files
import Foundation
import Notify

/// What the channels have been told: in the store, so that rollback keeps it and copies have it; in a file beside the output as long
/// as the store can't be written to. Both are joined.
struct ChannelMemories {
    private let path: String
    /// What the file holds.
    private var kept: [String: ChannelMemory]

    /// - Throws: `FileError` or `DecodingError` for a file that can't be read.
    init(file path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else {
            kept = [:]
            return
        }
        kept = try JSONDecoder().decode([String: ChannelMemory].self, from: Data(try FileSystem.read(path)))
    }

    /// Nil for a channel that has been told nothing yet.
    func memory(of channel: Channel, in store: (any StoreReader)?) async throws -> ChannelMemory? {
        let state = try await store?.notifyMemory(of: channel.id)?.state
        let stored = try state.map { try JSONDecoder().decode(ChannelMemory.self, from: Data($0)) }
        guard let stored, let kept = kept[channel.id] else { return stored ?? kept[channel.id] }
        return stored.joined(with: kept)
    }

    /// Keeps a memory in the store, or in the file where there is no store, or it can't be written to.
    mutating func save(
        _ memory: ChannelMemory, of channel: Channel, in store: (any StoreWriter)?, at time: Timestamp
    ) async throws {
        do {
            guard let store else { throw CocoaError(.fileNoSuchFile) }
            try await store.keep(
                NotifyMemory(channel: channel.id, state: Array(try Self.text(memory).utf8), savedAt: time))
            guard kept.removeValue(forKey: channel.id) != nil else { return }
        } catch {
            kept[channel.id] = memory
        }
        try write()
    }

    private func write() throws {
        if kept.isEmpty { return try FileManager.default.removeItem(atPath: path) }
        guard let file = try ReplacementFile(of: path) else { return }
        try file.write(Array(try Self.text(kept).utf8))
        try file.commit()
    }

    private static func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
