import EmailOctopus
import Engagement
import FoundationEssentials
import Metrics
import Workflows

/// What `doctor` prints, a line a check.
enum DoctorText {
    static func line(_ check: DoctorWorkflow.Check, _ result: Result<DoctorWorkflow.Finding, any Error>) -> String {
        switch result {
        case .success(let finding): "ok    \(check.rawValue): \(sentence(for: finding))"
        case .failure(let error): "WRONG \(check.rawValue): \(sentence(for: error))"
        }
    }

    static func json(_ check: DoctorWorkflow.Check, _ result: Result<DoctorWorkflow.Finding, any Error>) -> JSON {
        switch result {
        case .success(let finding): json(check.rawValue, "ok", sentence(for: finding))
        case .failure(let error): json(check.rawValue, "wrong", sentence(for: error))
        }
    }

    /// - Parameter state: `ok`, `warning` or `wrong`.
    static func json(_ check: String, _ state: String, _ message: String) -> JSON {
        .object([("check", .string(check)), ("state", .string(state)), ("message", .string(message))])
    }

    private static func sentence(for error: any Error) -> String { (error as? APIError).map(Advice.sentence) ?? "\(error)" }

    private static func sentence(for finding: DoctorWorkflow.Finding) -> String {
        switch finding {
        case .templates(let folder): return folder.path
        case .storeWillBeCreated(let path): return "\(path) will be created by the first build"
        case .store(let name, let runs, let last, let untilFull, let setAside):
            let last = last.map { ", the last one \($0.id) (\($0.state.rawValue))" } ?? ""
            let rest = setAside > 0 ? "; \(counted(setAside, "document")) of the old scripts set aside in octo_unkeyed" : ""
            let full =
                untilFull == 0 ? "the next run reads everything" : "\(counted(untilFull, "run")) until one reads everything"
            return "\(name) opens; \(counted(runs, "run"))\(last); \(full)\(rest)"
        case .outputIsExchanged(let folder): return "\(folder.path) can be exchanged in one step"
        case .outputIsInPlace(let folder):
            return "\(folder.path) can be written, its parent can't: the site will be published file by file"
        case .channel(let name, let lastSent):
            return "the \(name) can be reached; the last message \(lastSent.map { "was sent at \($0)" } ?? "is still to come")"
        case .provider(let version, let address, let campaigns):
            return "\(version.rawValue) answers at \(address); \(counted(campaigns, "campaign")) on the first page"
        }
    }
}
