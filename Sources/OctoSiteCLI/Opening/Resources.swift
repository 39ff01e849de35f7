import Foundation

/// Finds `templates/` and `site/` from any working folder: beside the binary or the sources for an uninstalled one, below
/// `share/octo-site` for an installed one.
struct Resources: Sendable {
    var templates: URL
    var site: URL

    /// - Throws: ``UsageError`` that names where was looked.
    static func find() throws -> Resources {
        let binary = URL(filePath: executablePath()).resolvingSymlinksInPath()
        let places = candidates(for: binary)
        for place in places {
            let found = Resources(
                templates: place.appending(path: "templates", directoryHint: .isDirectory),
                site: place.appending(path: "site", directoryHint: .isDirectory))
            if isFolder(found.templates), isFolder(found.site) { return found }
        }
        throw UsageError(
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

    private static func executablePath() -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
