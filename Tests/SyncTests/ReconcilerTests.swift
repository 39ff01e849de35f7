import Engagement
import Testing

@testable import Sync

@Suite("Reconciliation")
struct ReconcilerTests {
    static func walk(_ distinct: Int, _ before: Int?, _ after: Int?, _ ending: Certificate.Ending = .complete) -> Certificate {
        Certificate(
            campaignID: "c", kind: .opened, run: 1, distinct: distinct, ending: ending, expectedBefore: before,
            expectedAfter: after, endedAt: Timestamp(seconds: 0))
    }

    struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        var isSending = false
        var certificates: [Certificate]
        var summary: Int?
        var stored: Int
        var state: KindReconciliation.State
    }

    static let cases: [Case] = [
        Case(testDescription: "no walk", certificates: [], summary: 5, stored: 0, state: .incomplete),
        Case(
            testDescription: "no walk yet while sending", isSending: true, certificates: [], summary: nil, stored: 0,
            state: .notYet),
        Case(testDescription: "broken walk", certificates: [walk(3, 5, 5, .broken)], summary: 5, stored: 3, state: .incomplete),
        Case(
            testDescription: "broken after a complete one", certificates: [walk(3, 5, 5, .broken), walk(5, 5, 5)], summary: 5,
            stored: 5, state: .exact),
        Case(
            testDescription: "broken after the summary moved", certificates: [walk(6, 7, 7, .broken), walk(5, 5, 5)], summary: 7,
            stored: 6, state: .short),
        Case(
            testDescription: "circle without all", certificates: [walk(3, 5, 5, .looped)], summary: 5, stored: 3,
            state: .incomplete),
        Case(
            testDescription: "circle with all", certificates: [walk(5, 5, 5, .completeLoop)], summary: 5, stored: 5, state: .exact
        ),
        Case(testDescription: "no summary", certificates: [walk(5, nil, nil)], summary: nil, stored: 5, state: .unproven),
        Case(testDescription: "exact", certificates: [walk(5, 5, 5)], summary: 5, stored: 5, state: .exact),
        Case(testDescription: "exact at nothing", certificates: [walk(0, 0, 0)], summary: 0, stored: 0, state: .exact),
        Case(testDescription: "moving", certificates: [walk(6, 5, 7)], summary: 7, stored: 6, state: .moving),
        Case(testDescription: "short", certificates: [walk(4, 5, 5)], summary: 5, stored: 4, state: .short),
        Case(testDescription: "over", certificates: [walk(6, 5, 5)], summary: 5, stored: 6, state: .over),
        Case(
            testDescription: "retained above the summary", certificates: [walk(4, 4, 4)], summary: 4, stored: 6, state: .retained),
        Case(testDescription: "retained within", certificates: [walk(0, 5, 5)], summary: 5, stored: 5, state: .retained),
        Case(
            testDescription: "the summary moved, and no walk followed", certificates: [walk(5, 5, 5)], summary: 9, stored: 5,
            state: .short),
        Case(
            testDescription: "tracking switched off", certificates: [walk(0, 0, 0, .disabled)], summary: 0, stored: 0,
            state: .disabled),
        Case(
            testDescription: "tracking switched off, and no total", certificates: [walk(0, nil, nil, .disabled)], summary: nil,
            stored: 0, state: .disabled),
        Case(
            testDescription: "refused, though the summary counts", certificates: [walk(0, 3, 3, .disabled)], summary: 3,
            stored: 3,
            state: .incomplete),
        Case(
            testDescription: "refused after all was read", certificates: [walk(0, 3, 3, .disabled), walk(3, 3, 3)], summary: 3,
            stored: 3, state: .exact),
        Case(
            testDescription: "refused after a part was read", certificates: [walk(0, 4, 4, .disabled), walk(3, 3, 3)], summary: 4,
            stored: 3, state: .incomplete),
        Case(testDescription: "not yet", certificates: [walk(0, 0, 0, .notYet)], summary: 0, stored: 0, state: .notYet),
    ]

    @Test("Rows and summary give the state", arguments: cases)
    func reconciles(_ example: Case) {
        let result = Reconciler.reconcile(
            kind: .opened, isSending: example.isSending, certificates: example.certificates, summaryNow: example.summary,
            stored: example.stored)
        #expect(result.state == example.state)
    }

    @Test("An accepted difference alarms again when it grows")
    func acceptance() {
        let short = Reconciler.reconcile(kind: .opened, certificates: [Self.walk(4, 5, 5)], summaryNow: 5, stored: 4)
        #expect(Reconciler.difference(short) == 1)
        let grown = Reconciler.reconcile(kind: .opened, certificates: [Self.walk(4, 7, 7)], summaryNow: 7, stored: 4)
        #expect(Reconciler.difference(grown) == 3)
        let exact = Reconciler.reconcile(kind: .opened, certificates: [Self.walk(5, 5, 5)], summaryNow: 5, stored: 5)
        #expect(Reconciler.difference(exact) == nil)
    }
}
