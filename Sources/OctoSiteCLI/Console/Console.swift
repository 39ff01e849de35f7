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

    func log(_ sentence: String) { logger.info("\(sentence)") }

    func warn(_ sentence: String) { logger.warning("\(sentence)") }

    /// For `--verbose`.
    func debug(_ sentence: @autoclosure () -> String) { logger.debug("\(sentence())") }

    /// Why the program ends, whatever `--quiet` says.
    static func error(_ sentence: String, format: LogFormat) {
        StandardError.shared.write(
            format == .json ? jsonLine("error", sentence) : "octo-site: \(sentence.withoutControls)\n")
    }

    /// A message as a line of JSON.
    fileprivate static func jsonLine(_ level: String, _ message: String) -> String {
        let members = ["time": Date().formatted(.iso8601), "level": level, "message": message.withoutControls]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return ((try? encoder.encode(members)).map { String(decoding: $0, as: UTF8.self) } ?? message.withoutControls) + "\n"
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
        case .json: StandardError.shared.write(Console.jsonLine(event.level.rawValue, event.message.description))
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

    private func put(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
