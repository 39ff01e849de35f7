import ArgumentParser
import EmailOctopus
import EngagementStore
import Exports
import Foundation
import Publishing

/// How the program ends: the only place that decides exit codes (DESIGN §8).
enum ExitStatus: Int32 {
    case fine = 0
    /// Nothing was published.
    case failed = 1
    /// Published, but something contradicts or is incomplete.
    case contradicts = 3
    case usage = 64
    /// Another run holds the store or the output.
    case locked = 75
    case interrupted = 130
    case terminated = 143

    static func leave(with status: ExitStatus) -> Never {
        fflush(nil)
        exit(status.rawValue)
    }

    /// Says what happened, in a sentence on standard error, and leaves.
    static func leave(because error: any Error) -> Never {
        switch error {
        case let verdict as ExitStatus.Verdict:
            leave(with: verdict.status)
        case let error as ExportError where error.code == .readerGone:
            // `octo-site export | head`: nobody is left to tell.
            leave(with: .fine)
        case is CancellationError:
            leave(with: Interruption.signal == SIGTERM ? .terminated : .interrupted)
        default:
            if isAboutTheCommandLine(error) { RootCommand.exit(withError: error) }
            let (status, sentence) = judge(error)
            FileHandle.standardError.write(Data("octo-site: \(sentence)\n".utf8))
            leave(with: status)
        }
    }

    /// Thrown by a command that has said all there is to say.
    struct Verdict: Error {
        var status: ExitStatus
    }

    private static func isAboutTheCommandLine(_ error: any Error) -> Bool {
        error is ValidationError || error is CleanExit || RootCommand.exitCode(for: error) != .failure
    }

    private static func judge(_ error: any Error) -> (ExitStatus, String) {
        switch error {
        case let error as UsageError: (.usage, error.description)
        case let error as AccessError: (.usage, "\(error). Check EMAILOCTOPUS_API_KEY or api_key_file, and --base-url.")
        case let error as StoreError: (error.code == .leased ? .locked : .failed, error.description)
        case let error as PublishingError: (error.isLocked ? .locked : .failed, error.description)
        case let error as APIError: (.failed, Advice.sentence(for: error))
        case let error as any CustomStringConvertible & Error: (.failed, error.description)
        default: (.failed, "\(error)")
        }
    }
}

/// Something about flags, environment or configuration that only the person can put right.
struct UsageError: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }
}

/// What to do about a failure of the provider's.
enum Advice {
    static func sentence(for error: APIError) -> String {
        let advice =
            switch error.code {
            case .keyRefused:
                "Check the key in EMAILOCTOPUS_API_KEY or api_key_file, and --api: keys of v2 begin with eo_."
            case .unreachable: "Check the network and --base-url."
            case .unanswered: "The provider may be having trouble; nothing is lost, try again later."
            case .foreignLink: "The key does not travel to other hosts; check --base-url."
            case .notAvailable, .featureDisabled, .refused: "Check --base-url and --api."
            }
        return "\(error). \(advice)"
    }
}
