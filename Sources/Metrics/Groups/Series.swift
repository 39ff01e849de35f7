import Basics
import Engagement
import Foundation

/// Campaigns whose names say the same but for numbers and months: “Heat pump rebates, March” and “… April 2027”.
///
/// The key is the name in lower case less digits, punctuation and the English names of months (in full or three letters). At
/// least 6 letters must be left, at least 3 campaigns share it, and a key of more than half of at least 10 campaigns is none.
package enum Series {
    package static let leastLetters = 6
    package static let leastCampaigns = 3

    /// In order of the newest campaign, newest first; then by key.
    package static func all(_ campaigns: [MeasuredCampaign]) -> [CampaignGroup] {
        let included = campaigns.filter { !$0.isExcluded }.sorted()
        let groups = Dictionary(grouping: included) { key(of: $0.record.campaign.name) ?? "" }
        return groups.filter { key, group in
            !key.isEmpty && group.count >= leastCampaigns && !(included.count >= 10 && group.count * 2 > included.count)
        }.map { key, group in
            CampaignGroup(key: key, title: title(of: group[group.count - 1].record.campaign.name ?? ""), campaigns: group)
        }.sorted { left, right in
            let (a, b) = (left.campaigns.last?.sentAt?.seconds ?? .max, right.campaigns.last?.sentAt?.seconds ?? .max)
            return a == b ? left.key < right.key : a > b
        }
    }

    /// Nil where fewer than 6 letters are left.
    package static func key(of name: String?) -> String? {
        guard let name else { return nil }
        let key = title(of: name).lowercased()
        return key.count(where: \.isLetter) >= leastLetters ? key : nil
    }

    /// The words that the key is made of, as the name spells them.
    static func title(of name: String) -> String {
        name.precomposedStringWithCanonicalMapping.split { !$0.isLetter && !isApostrophe($0) }
            .map { $0.filter(\.isLetter) }
            .filter { !$0.isEmpty && !months.contains($0.lowercased()) }
            .joined(separator: " ")
    }

    private static func isApostrophe(_ character: Character) -> Bool { character == "'" || character == "’" }

    private static let months = Set((MonthName.full + MonthName.abbreviated).map { $0.lowercased() })
}
