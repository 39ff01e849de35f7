import Basics
package import EngagementStore
import Foundation
import Metrics
package import Sync

/// The key of the hashes by which forgotten people are recognised and pseudonyms are made: 32 bytes in a file outside the
/// store, as 64 hexadecimal digits.
package enum Secret {
    /// Reads the file, or creates it with a random key where there is none.
    package static func readOrCreate(_ path: String) throws -> [UInt8] {
        if FileManager.default.fileExists(atPath: path) { return try read(path) }
        var generator = SystemRandomNumberGenerator()
        let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let text = key.hexadecimal + "\n"
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        else {
            throw WorkflowError(
                .secretFile, "The secret file \(path) (secret_file) can't be written. Check its folder's permissions.")
        }
        return key
    }

    /// Recognises the people whom the store has forgotten.
    ///
    /// - Throws: ``WorkflowError`` where there are tombstones and their key is missing or another one: a sync would bring
    ///   the forgotten people back.
    package static func filter(for store: any StoreReader, secretFile: String) async throws -> ForgottenFilter {
        let tombstones = try await store.tombstones()
        if tombstones.isEmpty { return .empty }
        guard FileManager.default.fileExists(atPath: secretFile) else {
            throw WorkflowError(
                .secretFile,
                "\(store.name) holds \(counted(tombstones.count, "tombstone")) of forgotten people, but the key \(secretFile) "
                    + "(secret_file) is missing. Put it back from your backup: without it a sync would bring them back.")
        }
        let filter = ForgottenFilter(key: try read(secretFile), tombstones: tombstones)
        if let mark = try await store.note(.tombstoneKey), mark != filter.keyMark {
            throw WorkflowError(
                .secretFile,
                "\(secretFile) (secret_file) is not the key of the \(counted(tombstones.count, "tombstone")) that \(store.name) holds. "
                    + "Put the right one back from your backup: without it a sync would bring forgotten people back.")
        }
        return filter
    }

    /// The key for further tombstones; a new one only where there are none yet. The store's lease must be held.
    package static func keyForTombstones(of store: any StoreWriter, secretFile: String) async throws -> [UInt8] {
        _ = try await filter(for: store, secretFile: secretFile)
        let key = try readOrCreate(secretFile)
        try await store.saveNote(.tombstoneKey, ForgottenFilter(key: key, tombstones: []).keyMark)
        return key
    }

    private static func read(_ path: String) throws -> [UInt8] {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = [UInt8](hexadecimal: digits), bytes.count >= 32 else {
            throw WorkflowError(
                .secretFile,
                "The secret file \(path) (secret_file) doesn't hold 64 hexadecimal digits. Put it back from your backup.")
        }
        return bytes
    }
}
