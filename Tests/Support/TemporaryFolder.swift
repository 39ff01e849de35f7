import Foundation

/// Lends a new, empty folder, and removes it with all that is in it when the body has ended, however it ended.
package func withTemporaryFolder<Result>(
    _ body: (_ path: String) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("octo-site-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What cannot be removed is left to the system's own cleaning: it must not hide how the test ended.
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
