import Metrics

/// A way to take campaigns together that has pages of its own.
enum Grouping: String, CaseIterable, Sendable {
    case months, lists

    /// As a heading.
    var title: String { self == .months ? "Months" : "Lists" }
    /// The head of the column that names the groups.
    var one: String { self == .months ? "Month" : "List" }

    /// In the order they are listed in: the latest month first, the largest list first.
    func groups(of report: AccountReport) -> [GroupReport] {
        self == .months ? report.byMonth.reversed() : report.byList
    }

    /// From the site's root: `months/2026-11/index.html`. A list keeps its address when it is renamed.
    func address(of group: GroupReport) -> String { "\(folder(of: group))index.html" }

    func folder(of group: GroupReport) -> String {
        "\(rawValue)/\(self == .months ? group.key : Self.fingerprint(group.key))/"
    }

    /// Ids are the provider's and may hold anything, so their 64-bit FNV-1a hash stands for them in addresses.
    private static func fingerprint(_ key: String) -> String {
        let hash = key.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
