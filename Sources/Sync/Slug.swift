import Basics
import Crypto
package import Engagement

/// A campaign's name in addresses: `[a-z0-9-]`, at most 80 characters, ending in a short hash of the campaign's id, so that equal
/// names stay apart. Chosen at first sight and kept when the campaign is renamed.
package enum Slug {
    /// - Parameter taken: the slugs of other campaigns; where the short hash gives one of them, it is made longer.
    package static func make(for campaign: Campaign, taken: Set<String> = []) -> String {
        let lengths = [4, 8, 16, 32].map { make(for: campaign, hashBytes: $0) }
        // Two ids with the same 256 bits are not known to exist.
        return lengths.first { !taken.contains($0) } ?? lengths[3]
    }

    private static func make(for campaign: Campaign, hashBytes: Int) -> String {
        let hash = Array(SHA256.hash(data: Array(campaign.id.utf8)).prefix(hashBytes)).hexadecimal
        let words = words(of: campaign.title).prefix(80 - hash.count - 1)
        let trimmed = words.last == "-" ? words.dropLast() : words
        return trimmed.isEmpty ? hash : "\(trimmed)-\(hash)"
    }

    /// Letters and digits of ASCII in lower case, everything between them as one hyphen.
    private static func words(of title: String) -> Substring {
        var output = ""
        for byte in title.lowercased().utf8 {
            let isWord = (97...122).contains(byte) || (48...57).contains(byte)
            if isWord {
                output.unicodeScalars.append(Unicode.Scalar(byte))
            } else if !output.isEmpty, output.last != "-" {
                output += "-"
            }
        }
        return output.last == "-" ? output.dropLast() : output[...]
    }
}
