import Foundation
import Site

/// A file of `site/servers/`, which `init` fills in and prints.
enum ServerFile {
    /// - Parameters:
    ///   - site: the folder `site/`.
    ///   - placeholder: what must be in it.
    /// - Throws: ``WorkflowError`` with the code `noResources` if the file can't be read, or has no place for what is filled in.
    static func text(_ name: String, in site: URL, with placeholder: String = "") throws(WorkflowError) -> String {
        let file = site.appending(path: "\(SiteBuilder.serverFolder)\(name)")
        let again = "Install octo-site again with `make install`."
        let text: String
        do {
            text = try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw WorkflowError(.noResources, "\(file.path) can't be read. \(again)")
        }
        guard text.contains(placeholder) || placeholder.isEmpty else {
            throw WorkflowError(.noResources, "\(file.path) has no line with \(placeholder). \(again)")
        }
        return text
    }
}
