import Foundation

/// Makes an empty folder for a body, and removes it with its contents when the body has returned or thrown.
package func withTemporaryFolder<Result>(
    _ body: (_ path: String) async throws -> Result
) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("octo-site-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // What can't be removed stays for the system to clean up: an error here would hide the test's own.
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}
