import Files
package import Foundation

/// The folders that a site is made of.
package struct Resources: Sendable {
    /// The built-in templates.
    package var templates: URL
    /// Files that are published as they are.
    package var site: URL
    /// Templates that replace built-in ones, file by file.
    package var overrides: URL?

    package init(templates: URL, site: URL, overrides: URL? = nil) {
        self.templates = templates
        self.site = site
        self.overrides = overrides
    }

    /// The folders whose files a render reads.
    var folders: [URL] { [templates, site] + [overrides].compactMap { $0 } }

    /// Finds `templates/` and `site/` from any working folder: beside the binary or the sources for one that is not installed,
    /// below `share/octo-site` for an installed one.
    ///
    /// - Parameter overrides: the path of the folder whose templates replace built-in ones.
    /// - Throws: ``WorkflowError`` where `overrides` does not exist, or with the code `noResources` and the binary's path.
    package static func find(overrides: String? = nil) throws -> Resources {
        if let overrides, !FileManager.default.fileExists(atPath: overrides) {
            throw WorkflowError(.badRequest, "The templates' folder \(overrides) (--templates) does not exist.")
        }
        let binary = URL(filePath: executablePath()).resolvingSymlinksInPath()
        for place in candidates(for: binary) {
            let found = Resources(
                templates: place.appending(path: "templates", directoryHint: .isDirectory),
                site: place.appending(path: "site", directoryHint: .isDirectory),
                overrides: overrides.map { URL(filePath: $0, directoryHint: .isDirectory) })
            if FileSystem.isFolder(found.templates.path), FileSystem.isFolder(found.site.path) { return found }
        }
        throw WorkflowError(
            .noResources,
            "The built-in templates were not found beside \(binary.path). Install with `make install PREFIX=…`, "
                + "or set OCTO_SITE_HOME to the folder that holds templates/ and site/.")
    }

    private static func candidates(for binary: URL) -> [URL] {
        var places: [URL] = []
        if let home = ProcessInfo.processInfo.environment["OCTO_SITE_HOME"], !home.isEmpty { places.append(URL(filePath: home)) }
        let folder = binary.deletingLastPathComponent()
        places.append(folder)
        places.append(folder.deletingLastPathComponent().appending(path: "share/octo-site"))
        // .build/release/octo-site, where `release` is a link to the platform's folder.
        var ancestor = folder
        for _ in 0..<4 {
            ancestor.deleteLastPathComponent()
            if FileManager.default.fileExists(atPath: ancestor.appending(path: "Package.swift").path) { places.append(ancestor) }
        }
        return places
    }

    /// The absolute path of this program.
    package static var executable: String { executablePath() }

    /// The commit that this program was built from, as `make build` or `make install` has noted it; nil where none is noted.
    package static func commit() -> String? {
        let binary = URL(filePath: executablePath()).resolvingSymlinksInPath()
        let places = [
            binary.appendingPathExtension("commit"),
            binary.deletingLastPathComponent().deletingLastPathComponent().appending(path: "share/octo-site/commit"),
        ]
        for place in places {
            guard let data = FileManager.default.contents(atPath: place.path), data.count <= 200 else { continue }
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            if !text.isEmpty { return text }
        }
        return nil
    }

    private static func executablePath() -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}
