import Files
import Foundation
import Notify

/// The file in which a Prometheus server finds what the last build came to.
struct MetricsFile {
    let path: String

    /// Replaces the file in one step; what is not known now stays as it was in it.
    func update(_ values: [NightGauges.Name: Double]) throws {
        var gauges = NightGauges()
        if FileManager.default.fileExists(atPath: path) {
            gauges = NightGauges(text: String(decoding: try FileSystem.read(path), as: UTF8.self))
        }
        gauges.values.merge(values) { $1 }
        let bytes = Array(gauges.text.utf8)
        // Another user's program reads it.
        guard let file = try ReplacementFile(of: path, permissions: 0o644) else {
            throw WorkflowError(.badRequest, "The metrics' file \(path) (metrics_file) is a device or a pipe.")
        }
        try file.write(bytes)
        try file.commit()
    }
}
