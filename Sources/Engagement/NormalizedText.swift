import Foundation

/// A text as it is compared: in Unicode's composed form (NFC) and without U+0000. *é* as one character or as a letter with an
/// accent looks the same, and is the same; databases and hashes compare bytes. ASCII without U+0000 stays as it is.
package func normalizedText(_ text: String) -> String {
    var text = text
    // Nearly all are ASCII: one look at the bytes is enough.
    if text.withUTF8({ $0.allSatisfy { 1...0x7F ~= $0 } }) { return text }
    let kept = withoutNul(text)
    return kept.utf8.allSatisfy { $0 < 0x80 } ? kept : kept.precomposedStringWithCanonicalMapping
}

/// A text without U+0000, which some of the programs that read our files take for its end.
package func withoutNul(_ text: String) -> String {
    guard text.utf8.contains(0) else { return text }
    var scalars = text.unicodeScalars
    scalars.removeAll { $0 == "\0" }
    return String(scalars)
}
