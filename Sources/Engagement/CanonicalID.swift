/// The one spelling of an id of the provider: in lower case if it is a UUID, which means the same in both cases, otherwise as it
/// came.
package func canonicalID(_ id: String) -> String {
    guard id.utf8.count == 36, id.utf8.contains(where: { (0x41...0x46).contains($0) }), isUUID(id) else { return id }
    return id.lowercased()
}

/// True for 8-4-4-4-12 hexadecimal digits.
private func isUUID(_ text: String) -> Bool {
    for (place, byte) in text.utf8.enumerated() {
        switch (place, byte) {
        case (8, 0x2d), (13, 0x2d), (18, 0x2d), (23, 0x2d): continue
        case (8, _), (13, _), (18, _), (23, _): return false
        case (_, 0x30...0x39), (_, 0x41...0x46), (_, 0x61...0x66): continue
        default: return false
        }
    }
    return true
}
