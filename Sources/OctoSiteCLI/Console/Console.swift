import Engagement
import Files
import Foundation
import Logging
import Synchronization

/// The messages of a command on standard error while it works: swift-log's levels, as lines of text or JSON.
/// Results go to ``StandardOutput``.
struct Console: Sendable {
    let logger: Logger
    /// True where progress bars may be drawn.
    let drawsBars: Bool

    init(_ options: CommonOptions) {
        let format = options.logFormat
        var logger = Logger(label: "octo-site") { _ in LineHandler(format: format) }
        logger.logLevel = options.quiet ? .warning : options.verbose ? .debug : .info
        self.logger = logger
        let isTerminal = isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
        drawsBars = !options.noProgress && !options.quiet && format == .text && isTerminal
    }

    func log(_ sentence: String, _ event: LogEventName = .message, _ facts: [LogFact] = []) {
        logger.info("\(sentence)", metadata: event.metadata(facts))
    }

    func warn(_ sentence: String, _ event: LogEventName = .warning, _ facts: [LogFact] = []) {
        logger.warning("\(sentence)", metadata: event.metadata(facts))
    }

    /// For `--verbose`.
    func debug(_ sentence: @autoclosure () -> String, _ event: LogEventName = .message, _ facts: [LogFact] = []) {
        logger.debug("\(sentence())", metadata: event.metadata(facts))
    }

    /// Why the program ends, whatever `--quiet` says.
    static func error(_ sentence: String, status: ExitStatus, format: LogFormat) {
        let facts: [LogFact] = [.number("exit_status", Int(status.rawValue))]
        StandardError.shared.write(
            format == .json
                ? jsonLine("error", sentence, LogEventName.failed.metadata(facts))
                : "octo-site: \(sentence.withoutControls)\n")
    }

    /// A message as a line of JSON: time, level, event and message, then what the event says in numbers and names.
    fileprivate static func jsonLine(_ level: String, _ message: String, _ metadata: Logger.Metadata) -> String {
        var members: [(String, JSON)] = [("time", .string(Date().formatted(.iso8601))), ("level", .string(level))]
        let facts = metadata.map { ($0.key, LogFact.json($0.value)) }.sorted { $0.0 < $1.0 }
        members += facts.filter { $0.0 == LogEventName.key } + [("message", .string(message.withoutControls))]
        members += facts.filter { $0.0 != LogEventName.key }
        return JSON.object(members).text(depth: 0)
    }
}

/// One line a message. Text: the sentence, warnings with a word before it. JSON: time, level, message and metadata as members.
private struct LineHandler: LogHandler {
    let format: LogFormat
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level = .info

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        switch format {
        case .text:
            let word = event.level >= .warning ? "\(event.level): " : ""
            StandardError.shared.write(word + event.message.description.withoutControls + "\n")
        case .json:
            StandardError.shared.write(
                Console.jsonLine(event.level.rawValue, event.message.description, event.metadata ?? [:]))
        }
    }
}

/// Standard error, shared by messages and progress bars: a message clears the bars and draws them again below itself.
final class StandardError: Sendable {
    static let shared = StandardError()

    private let bars = Mutex<[String]>([])

    func write(_ text: String) {
        bars.withLock { bars in
            put(Self.clearing(bars.count) + text + Self.drawing(bars))
        }
    }

    /// Replaces the bars at the bottom of the terminal.
    func draw(_ lines: [String]) {
        bars.withLock { bars in
            put(Self.clearing(bars.count) + Self.drawing(lines))
            bars = lines
        }
    }

    /// A bar that is too long for the terminal is cut off (DECAWM off): one that wraps would take a second line, which
    /// ``clearing(_:)`` would not clear.
    private static func drawing(_ bars: [String]) -> String {
        bars.isEmpty ? "" : "\u{1B}[?7l" + bars.map { $0 + "\n" }.joined() + "\u{1B}[?7h"
    }

    private static func clearing(_ lines: Int) -> String { lines == 0 ? "" : "\u{1B}[\(lines)A\u{1B}[J" }

    private func put(_ text: String) {
        do throws(FileError) {
            let file = try OpenFile.standardError()
            try file.write(Array(text.utf8)[...])
        } catch {
            // Its reader has gone, or the disk of a log is full: nobody can be told, and the command goes on.
        }
    }
}
