import Basics
import EngagementStore
import Metrics
import Publishing
import Workflows

/// Events of use cases as messages.
extension Console {
    func show(_ event: RenderWorkflow.Event) {
        switch event {
        case .unknownName(let sentence): warn(sentence)
        case .publishesInPlace(let output, let reason): warn("\(output) is published file by file: \(reason).")
        case .adoptedSite(let output, let store):
            log(
                "\(output) did not say from which store it was made. \(store) has all of its updates, so it now says this one; a build "
                    + "with another store leaves it alone.")
        case .published(let report, let output):
            log(
                RenderText.sentence(for: report, output: output), .published,
                [
                    .text("output", output), .number("written", report.written), .number("carried", report.carried),
                    .number("removed", report.removed),
                ])
            for warning in report.warnings { warn(warning) }
        }
    }

    func show(_ event: NotifyWorkflow.Event) {
        switch event {
        case .sent(let channel, let headline): log("Told the \(channel): \(headline).")
        case .failed(let sentence): warn(sentence)
        }
    }

    func show(_ event: WatchWorkflow.Event) {
        switch event {
        case .rendered: log("Rendered again.")
        case .failed(let error): warn("\(error)")
        }
    }

    func show(_ adoption: LegacyAdoption) {
        adoption.isWarning ? warn(adoption.description) : log(adoption.description)
    }

    func log(pause: Duration) {
        log(
            "EmailOctopus has answered that there were too many requests (429): waiting \(DurationText.text(pause)).", .paused,
            [.number("seconds", Int(pause.components.seconds))])
    }
}
