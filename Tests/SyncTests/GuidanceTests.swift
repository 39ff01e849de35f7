import Engagement
import Testing

@testable import Sync

@Suite("Guidance")
struct GuidanceTests {
    static func certificate(
        distinct: Int, expected: Int?, ending: Certificate.Ending = .complete, run: RunNumber = 1
    ) -> Certificate {
        Certificate(
            campaignID: "c", kind: .opened, run: run, distinct: distinct, ending: ending, expectedBefore: expected,
            expectedAfter: expected, endedAt: Timestamp(seconds: 0))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var certificates: [Certificate] = []
        var expected: Int?
        var stored: Int
        var isFull = false
        var hasSummary = false
        var decision: Guidance.Decision
    }

    static let cases: [Case] = [
        Case(testDescription: "never walked", expected: 5, stored: 0, decision: .walk(.neverWalked)),
        Case(
            testDescription: "never to its end", certificates: [certificate(distinct: 3, expected: 5, ending: .broken)],
            expected: 5, stored: 3, decision: .walk(.neverWalked)),
        Case(
            testDescription: "agrees", certificates: [certificate(distinct: 5, expected: 5)], expected: 5, stored: 5,
            decision: .skip(.agrees)),
        Case(
            testDescription: "a full run skips nothing", certificates: [certificate(distinct: 5, expected: 5)], expected: 5,
            stored: 5, isFull: true, decision: .walk(.everything)),
        Case(
            testDescription: "the summary moved", certificates: [certificate(distinct: 5, expected: 5)], expected: 6, stored: 5,
            decision: .walk(.moved)),
        Case(
            testDescription: "agrees, but the store lost rows", certificates: [certificate(distinct: 5, expected: 5)],
            expected: 5, stored: 4, decision: .walk(.rowsMissing)),
        Case(
            testDescription: "the newest walk broke off",
            certificates: [
                certificate(distinct: 2, expected: 5, ending: .broken, run: 2), certificate(distinct: 5, expected: 5),
            ], expected: 5, stored: 5, decision: .walk(.brokeOff)),
        Case(
            testDescription: "one walk that differs proves nothing", certificates: [certificate(distinct: 4, expected: 5)],
            expected: 5, stored: 4, decision: .walk(.differs)),
        Case(
            testDescription: "two walks agree, summary unchanged",
            certificates: [certificate(distinct: 4, expected: 5, run: 2), certificate(distinct: 4, expected: 5)],
            expected: 5, stored: 4, decision: .skip(.differsForGood)),
        Case(
            testDescription: "two walks agree, summary changed since the first",
            certificates: [certificate(distinct: 4, expected: 5, run: 2), certificate(distinct: 4, expected: 6)],
            expected: 5, stored: 4, decision: .walk(.differs)),
        Case(
            testDescription: "aged out", certificates: [certificate(distinct: 0, expected: 5)], expected: 5, stored: 5,
            decision: .skip(.agedOut)),
        Case(
            testDescription: "rows gone and the summary moved", certificates: [certificate(distinct: 0, expected: 5)],
            expected: 6, stored: 6, decision: .walk(.moved)),
        Case(
            testDescription: "tracking switched off", certificates: [certificate(distinct: 0, expected: 0, ending: .disabled)],
            expected: 0, stored: 0, decision: .skip(.notKept)),
        Case(
            testDescription: "tracking switched off, and the summary counts all the same",
            certificates: [certificate(distinct: 0, expected: 0, ending: .disabled)], expected: 3, stored: 0,
            decision: .walk(.neverWalked)),
        Case(
            testDescription: "no summary", certificates: [certificate(distinct: 5, expected: 5)], stored: 5,
            decision: .skip(.unreadable)),
        Case(
            testDescription: "a summary without this total", certificates: [certificate(distinct: 5, expected: 5)], stored: 5,
            hasSummary: true, decision: .walk(.noTotal)),
        Case(
            testDescription: "tracking switched off, and the summary doesn't say",
            certificates: [certificate(distinct: 0, expected: nil, ending: .disabled)], stored: 0, hasSummary: true,
            decision: .skip(.notKept)),
    ]

    @Test("Only what is proven is skipped", arguments: cases)
    func decides(_ example: Case) {
        let decision = Guidance.decide(
            certificates: example.certificates, expected: example.expected, stored: example.stored, isFull: example.isFull,
            hasSummary: example.hasSummary)
        #expect(decision == example.decision)
    }

    @Test("Every 7th run walks everything")
    func fullRuns() {
        func run(_ number: Int32, full: Bool, state: Run.State = .proven) -> Run {
            Run(number: number, id: "r\(number)", startedAt: Timestamp(seconds: 0), state: state, api: "v2", isFull: full)
        }
        var runs: [Run] = []
        var walkedEverything: [Int32] = []
        for number in Int32(1)...22 {
            let isFull = Guidance.isFullRunDue(runs, every: 7)
            if isFull { walkedEverything.append(number) }
            runs.append(run(number, full: isFull))
        }
        // The first run walks everything anyway, because nothing is proven yet.
        #expect(walkedEverything == [7, 14, 21])
        let six = Array(runs.prefix(6))
        #expect(Guidance.isFullRunDue(six + [run(7, full: true, state: .interrupted)], every: 7))
        #expect(Guidance.isFullRunDue(six + [run(7, full: true, state: .rolledBack)], every: 7))
    }
}
