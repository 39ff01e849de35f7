import Basics
import Engagement
import Testing

@testable import Simulator

/// The replies of the simulated account, byte for byte: the demo, the benchmarks and numbers in other tests depend on them. A
/// deliberate change of the account needs new fingerprints here.
@Suite struct FingerprintTests {
    @Test func repliesAreTheSame() {
        let account = Account(size: .small, day: 4)
        let reports = ["sent", "opened", "clicked", "bounced", "complained", "unsubscribed", "not-opened", "not-clicked"]
        var (first, second) = (FNV1a.offsetBasis, FNV1a.offsetBasis)
        func add(_ path: [String], _ parameters: [(String, String)] = [], v1 oldPath: [String]? = nil) {
            let old = Query(
                path: ["api", "1.6"] + (oldPath ?? path), parameters: [("api_key", SimulatorOptions.v16Key)], host: "host")
            Self.add(V1Responder(account: account, options: SimulatorOptions(), query: old).reply(), to: &first)
            let new = Query(path: path, parameters: parameters.map { (name: $0.0, value: $0.1) }, host: "host")
            let responder = V2Responder(
                account: account, options: SimulatorOptions(), query: new,
                authorization: "Bearer \(SimulatorOptions.v2Key)")
            Self.add(responder.reply(), to: &second)
        }
        add(["campaigns"])
        add(["lists"])
        for campaign in account.campaigns {
            let path = ["campaigns", campaign.id]
            add(path)
            for name in ["summary", "links"] { add(path + ["reports", name]) }
            for name in reports { add(path + ["reports"], [("status", name)], v1: path + ["reports", name]) }
        }
        for list in account.lists {
            let path = ["lists", list.id]
            add(path)
            for status in ["subscribed", "unsubscribed"] {
                add(path + ["contacts"], [("status", status)], v1: path + ["contacts", status])
            }
        }
        #expect(first == 4_553_396_277_069_618_074)
        #expect(second == 1_009_138_265_500_052_632)
    }

    private static func add(_ reply: Reply, to hash: inout UInt64) {
        hash = (hash ^ UInt64(reply.status)) &* FNV1a.prime
        for byte in reply.body { hash = (hash ^ UInt64(byte)) &* FNV1a.prime }
    }
}
