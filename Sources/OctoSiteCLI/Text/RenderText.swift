import Metrics
import Publishing

/// The result of publishing a site.
enum RenderText {
    static func sentence(for report: PublishResult, output: String) -> String {
        let how =
            switch report.mode {
            case .created: "Published"
            case .exchanged: "Published, exchanged in one step with the site before"
            case .renamed: "Published, renamed into place"
            case .inPlace(let reason): "Published file by file (\(reason))"
            case .unchanged: "Nothing has changed"
            }
        let kept =
            report.kept == 0
            ? ""
            : " \(counted(report.kept, "file that octo-site did not make is", "files that octo-site did not make are")) kept."
        let replaced = report.replaced.map { " The site before is now in \($0)." } ?? ""
        return "\(how): \(output), \(counted(report.written, "file")) written, \(Format.count(report.carried)) as "
            + "they were, \(Format.count(report.removed)) removed.\(kept)\(replaced)"
    }
}
