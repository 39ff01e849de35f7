import ArgumentParser
import EmailOctopus
import EngagementStore
import Exports
import Foundation
import Publishing
import Sync
import Workflows

/// How the program ends. The only place that decides exit codes.
enum ExitStatus: Int32 {
    case fine = 0
    /// Nothing was published.
    case failed = 1
    /// Published, but something does not match the provider's totals or is incomplete.
    case contradicts = 3
    case usage = 64
    /// Another run holds the store or the output.
    case locked = 75
    case hungUp = 129
    case interrupted = 130
    case terminated = 143

    static func exit(with status: ExitStatus) -> Never {
        fflush(nil)
        Foundation.exit(status.rawValue)
    }

    /// Prints what happened, in a sentence on standard error, and ends the program.
    static func exit(for error: any Error, arguments: [String] = CommandLine.arguments) -> Never {
        let format = LogFormat(of: arguments)
        if isAboutTheCommandLine(error) { exit(forCommandLine: error, format: format) }
        let status = status(for: error)
        if let sentence = sentence(for: error) { Console.error(sentence, status: status, format: format) }
        exit(with: status)
    }

    /// Prints help, or what is wrong with the command line.
    private static func exit(forCommandLine error: any Error, format: LogFormat) -> Never {
        let code = RootCommand.exitCode(for: error)
        let text = RootCommand.fullMessage(for: error)
        if code == .success {
            do {
                if !text.isEmpty { try StandardOutput.write(text + "\n") }
            } catch {
                exit(for: error)
            }
        } else if format == .json {
            Console.error(RootCommand.message(for: error), status: .usage, format: format)
        } else {
            StandardError.shared.write(text.withoutControls + "\n")
        }
        Foundation.exit(code.rawValue)
    }

    /// Thrown by a command that has printed all there is to say.
    struct Verdict: Error {
        var status: ExitStatus
    }

    static func status(for error: any Error) -> ExitStatus {
        switch error {
        case let verdict as Verdict: verdict.status
        case is CancellationError: interruption
        case let error as WorkflowError where [.nothingThere, .unknownAddress, .otherArchive].contains(error.code): .failed
        case is UsageError, is WorkflowError, is AccessError: .usage
        // `octo-site export | head`: the reader has all it wanted.
        case let error as ExportError where error.code == .readerGone: .fine
        case let error as StandardOutput.Failure where error.isReaderGone: .fine
        case let error as StoreError where error.code == .leased: .locked
        case let error as PublishingError where error.isLocked: .locked
        default: .failed
        }
    }

    /// By the signal that ended the command.
    private static var interruption: ExitStatus {
        switch Interruption.signal {
        case SIGHUP: .hungUp
        case SIGTERM: .terminated
        default: .interrupted
        }
    }

    /// Nil where there is nothing to say, or nobody to read it.
    static func sentence(for error: any Error) -> String? {
        switch error {
        case is Verdict, is CancellationError: nil
        case let error as ExportError where error.code == .readerGone: nil
        case let error as StandardOutput.Failure where error.isReaderGone: nil
        case let error as AccessError: "\(error). Check EMAILOCTOPUS_API_KEY or api_key_file, and --base-url."
        case let error as APIError: Advice.sentence(for: error)
        default: "\(error)"
        }
    }

    private static func isAboutTheCommandLine(_ error: any Error) -> Bool {
        error is ValidationError || error is CleanExit || RootCommand.exitCode(for: error) != .failure
    }
}

extension Syncer.Outcome {
    /// Ends the program with status 3 where rows and totals contradict each other or something could not be read.
    func exitIfContradicted() throws {
        if contradicts { throw ExitStatus.Verdict(status: .contradicts) }
    }
}
