import Foundation
package import Testing

/// Compares output with a file under `Tests/Golden`, byte by byte.
///
/// With `OCTO_SITE_RECORD=1` it writes the file instead and the test fails, so that a recording is never taken for a proof.
package func expectGolden(
    _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["OCTO_SITE_RECORD"] == "1" {
        try FileManager.default.createDirectory(at: golden.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: golden)
        Issue.record(
            "Recorded \(name); look at the difference, and run again without OCTO_SITE_RECORD.", sourceLocation: sourceLocation)
        return
    }
    guard let expected = try? Data(contentsOf: golden) else {
        Issue.record("There is no Tests/Golden/\(name); record it with OCTO_SITE_RECORD=1.", sourceLocation: sourceLocation)
        return
    }
    if bytes == [UInt8](expected) { return }
    let (text, expectedText) = (String(decoding: bytes, as: UTF8.self), String(decoding: expected, as: UTF8.self))
    // The bytes decide: texts can be equal where bytes differ (canonical equivalence).
    Issue.record(
        "Differs from Tests/Golden/\(name).\nIs:\n\(text)\nShould be:\n\(expectedText)", sourceLocation: sourceLocation)
}
