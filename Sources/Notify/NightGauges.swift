/// What a Prometheus server reads of the last run, as a file for node_exporter's textfile collector.
package struct NightGauges: Hashable, Sendable {
    package enum Name: String, Sendable, CaseIterable {
        case lastSuccess = "octo_site_last_success_timestamp_seconds"
        case exitCode = "octo_site_exit_code"
        case runSeconds = "octo_site_run_seconds"
        case requests = "octo_site_requests_total"
        case campaigns = "octo_site_campaigns"
        case mismatchedReports = "octo_site_reports_mismatched"

        fileprivate var help: String {
            switch self {
            case .lastSuccess: "When the last build that exited with 0 ended."
            case .exitCode: "The exit code of the last build."
            case .runSeconds: "How long the last build took."
            case .requests: "Requests sent to EmailOctopus by all runs that the store knows."
            case .campaigns: "Campaigns with reports."
            case .mismatchedReports: "Reports that do not match EmailOctopus' totals."
            }
        }

        fileprivate var type: String { self == .requests ? "counter" : "gauge" }
    }

    /// What is not known is not there.
    package var values: [Name: Double]

    package init(_ values: [Name: Double] = [:]) { self.values = values }

    /// What an earlier file said, for what the last run doesn't know. Lines of others are left out.
    package init(text: String) {
        values = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 2, let name = Name(rawValue: String(words[0])), let value = Double(words[1]) else { continue }
            values[name] = value
        }
    }

    package var text: String {
        Name.allCases.compactMap { name in
            values[name].map { value in
                let number = value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
                return "# HELP \(name.rawValue) \(name.help)\n# TYPE \(name.rawValue) \(name.type)\n\(name.rawValue) \(number)\n"
            }
        }.joined()
    }
}
