import Engagement

/// Converts a field's tag to the name of a member of `fields`, and back.
///
/// MongoDB reads a dot in a name as a path and a leading `$` as an operator (before 5.0 it refuses both), and a name in BSON
/// can't contain a zero byte. So these, and `%` itself, are percent-encoded: `Price.EUR` is queried as `fields.Price%2EEUR`.
/// The empty tag is a single `%`, which no other tag is encoded as. All other tags stay as they are.
enum FieldKey {
    static func encode(_ tag: FieldTag) -> String {
        if tag.isEmpty { return "%" }
        guard tag.utf8.contains(where: { $0 == 0 || $0 == 0x24 || $0 == 0x25 || $0 == 0x2E }) else { return tag }
        var key = ""
        for (index, scalar) in tag.unicodeScalars.enumerated() {
            switch scalar {
            case "\0": key += "%00"
            case "$" where index == 0: key += "%24"
            case "%": key += "%25"
            case ".": key += "%2E"
            default: key.unicodeScalars.append(scalar)
            }
        }
        return key
    }

    static func decode(_ key: String) -> FieldTag {
        if key == "%" { return "" }
        guard key.utf8.contains(0x25) else { return key }
        var tag = ""
        var rest = key.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar == "%" ? String(String.UnicodeScalarView(rest.prefix(2))) : "" {
            case "00": tag.unicodeScalars.append("\0")
            case "24": tag.unicodeScalars.append("$")
            case "25": tag.unicodeScalars.append("%")
            case "2E": tag.unicodeScalars.append(".")
            default:
                tag.unicodeScalars.append(scalar)
                continue
            }
            rest = rest.dropFirst(2)
        }
        return tag
    }
}
