package import Foundation

extension Program {
    /// Runs `serve` on a free port while the body runs. The body gets the address, which ends in a slash.
    package static func serving<Result>(
        _ arguments: [String], in folder: String, _ body: (URL) async throws -> Result
    ) async throws -> Result {
        let server = try start(["serve", "--port", "0"] + arguments, in: folder)
        defer { server.terminate() }
        guard let output = (server.standardOutput as? Pipe)?.fileHandleForReading else { throw PreviewError(said: "") }
        var text = ""
        while true {
            let data = await offPool { output.availableData }
            guard !data.isEmpty else { throw PreviewError(said: text) }
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: #/http:\/\/127\.0\.0\.1:\d+\//#), let url = URL(string: String(match.0)) {
                return try await body(url)
            }
        }
    }
}

/// The preview ended before it printed its address.
package struct PreviewError: Error, CustomStringConvertible {
    var said: String
    package var description: String { "the preview did not start: \(said)" }
}
