import ArgumentParser
import EmailOctopus
import EngagementStore
import Exports
import Publishing
import Testing
import Workflows

@testable import OctoSiteCLI

@Suite("Exit status")
struct ExitStatusTests {
    /// Testing has an ExitStatus, too.
    private typealias Status = OctoSiteCLI.ExitStatus

    private static let request = "GET https://api.example/campaigns"

    private struct Unforeseen: Error {}

    @Test("Each kind of failure has its status")
    func statuses() throws {
        let statuses: [(any Error, Status)] = [
            (UsageError("A flag is wrong."), .usage),
            (WorkflowError(.badRequest, "There is no such run."), .usage),
            (try #require(throws: AccessError.self) { try APIKey("") }, .usage),
            (StoreError(.leased, store: "s", "Held."), .locked),
            (StoreError(.failed, store: "s", "Broken."), .failed),
            (PublishingError(.locked, path: "p", "Held."), .locked),
            (PublishingError(.brokenLinks, path: "p", "Broken."), .failed),
            (ExportError(.readerGone, file: "f", "Gone."), .fine),
            (ExportError(.leak, file: "f", "An address."), .failed),
            (APIError(.unanswered, message: "m", request: Self.request), .failed),
            (Status.Verdict(status: .contradicts), .contradicts),
            (CancellationError(), .interrupted),
            (Unforeseen(), .failed),
        ]
        for (error, status) in statuses { #expect(Status.status(for: error) == status, "\(error)") }
        #expect(
            [Status.fine, .failed, .contradicts, .usage, .locked, .hungUp, .interrupted, .terminated].map(\.rawValue)
                == [0, 1, 3, 64, 75, 129, 130, 143])
    }

    @Test("A failure is told in a sentence; where all has been said, or nobody reads, nothing is")
    func sentences() {
        #expect(Status.sentence(for: UsageError("A flag is wrong.")) == "A flag is wrong.")
        #expect(Status.sentence(for: Status.Verdict(status: .contradicts)) == nil)
        #expect(Status.sentence(for: CancellationError()) == nil)
        #expect(Status.sentence(for: ExportError(.readerGone, file: "f", "Gone.")) == nil)
    }

    @Test("What asking again would not help is not put off to later")
    func advice() throws {
        let passing = try #require(
            Status.sentence(for: APIError(.unanswered, message: "Bad gateway", request: Self.request)))
        #expect(passing.hasPrefix("\(Self.request): Bad gateway. ") && passing.contains("try again later"))
        let lasting = try #require(
            Status.sentence(for: APIError(.failed, message: "Bad certificate", request: Self.request)))
        #expect(lasting.contains("Asking again will not help") && !lasting.contains("later"))
    }
}
