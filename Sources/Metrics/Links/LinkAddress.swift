import Foundation

/// What links are grouped by: their address without the parameters that only tell campaigns or recipients apart.
///
/// Left out are parameters whose name begins with `utm_` or `mc_`, and those with a merge tag (`{{…}}` or `*|…|*`, also
/// percent-encoded) in name or value. What is left keeps its order and spelling, in Unicode's composed form (NFC).
package enum LinkAddress {
    package static func key(of url: String) -> String {
        let url = url.precomposedStringWithCanonicalMapping
        let fragment = url.firstIndex(of: "#") ?? url.endIndex
        guard let query = url[..<fragment].firstIndex(of: "?") else { return url }
        let parameters = url[url.index(after: query)..<fragment]
            .replacing("&amp;", with: "&").split(separator: "&").filter { !isLabel($0) }
        let rest = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
        return url[..<query] + rest + url[fragment...]
    }

    /// The same without query and fragment, which may name people.
    package static func keyWithoutQuery(of url: String) -> String { String(key(of: url).prefix { $0 != "?" && $0 != "#" }) }

    private static func isLabel(_ parameter: Substring) -> Bool {
        let text = parameter.lowercased()
        return text.hasPrefix("utm_") || text.hasPrefix("mc_") || mergeTags.contains { text.contains($0) }
    }

    private static let mergeTags = ["{{", "%7b%7b", "*|", "%2a%7c", "*%7c", "%2a|"]
}
