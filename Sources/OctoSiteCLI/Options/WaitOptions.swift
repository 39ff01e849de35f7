import ArgumentParser
import Basics
import Workflows

/// Whether to wait for a store or an output that another process holds.
struct WaitOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How long to wait for a store or an output that another octo-site holds: seconds, or 90s, 10m, 2h.",
            valueName: "duration"))
    var wait = WaitingTime(duration: .zero)

    func patience(_ console: Console) -> Patience { Patience(limit: wait.duration) { console.log($0) } }
}

/// A duration as a flag gives it: `90`, `90s`, `10m`, `2h`.
struct WaitingTime: ExpressibleByArgument, CustomStringConvertible {
    var duration: Duration

    init(duration: Duration) { self.duration = duration }

    init?(argument: String) {
        guard let duration = DurationText.duration(argument) else { return nil }
        self.duration = duration
    }

    var description: String { duration == .zero ? "0" : DurationText.text(duration) }
}
