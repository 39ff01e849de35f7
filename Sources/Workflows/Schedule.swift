import Files
package import Foundation

/// What runs a build every night, for which `site/servers/` has files.
package enum Schedule: String, CaseIterable, Sendable {
    case systemd, cron

    private var files: [String] {
        switch self {
        case .systemd: ["octo-site.service", "octo-site.timer", "octo-site-failed.service"]
        case .cron: ["octo-site.cron"]
        }
    }

    /// The files' text, with the paths of this machine.
    ///
    /// - Parameters:
    ///   - site: the folder `site/`.
    ///   - configuration: the absolute path of `octo-site.yml`.
    ///   - folders: absolute paths of the folders that a build writes to.
    /// - Throws: ``WorkflowError`` with the code `noResources` if a file is missing.
    package func text(in site: URL, configuration: String, folders: Set<String>, user: String) throws -> String {
        let folder = URL(filePath: configuration).deletingLastPathComponent().path
        let values = [
            ("OCTO_SITE_FOLDERS", folders.sorted().map(quoted).joined(separator: " ")), ("OCTO_SITE_FOLDER", quoted(folder)),
            ("OCTO_SITE_BINARY", quoted(Resources.executable)), ("OCTO_SITE_CONFIG", quoted(configuration)),
            ("OCTO_SITE_USER", user),
        ]
        return try files.map { name in
            try values.reduce(ServerFile.text(name, in: site)) { $0.replacing($1.0, with: $1.1) }
        }.joined(separator: "\n")
    }

    /// As a path is written there: a plain one as it is, any other one in quotes, with what systemd or cron would replace escaped.
    private func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "/._-+@".utf8.contains($0)
        }
        if isPlain { return path }
        switch self {
        case .systemd:
            let text = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
                .replacing("$", with: "$$")
            return "\"\(text)\""
        case .cron: return "'" + path.replacing("'", with: "'\\''").replacing("%", with: "\\%") + "'"
        }
    }
}
