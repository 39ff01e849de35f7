import Basics

/// Removes addresses from texts that are not about their owner: another contact's field, a link, the name of a campaign.
package struct Redaction: Sendable {
    /// What is put in an address' place.
    package static let mark = "[removed]"

    /// Removes every address.
    package static let everything = Redaction { _ in true }

    /// Removes none.
    package static let nothing = Redaction { _ in false }

    private let isRemoved: @Sendable (_ address: String) -> Bool

    /// - Parameter isRemoved: whether an address, in any spelling, is removed. It is also asked about texts that are none.
    package init(_ isRemoved: @escaping @Sendable (_ address: String) -> Bool) { self.isRemoved = isRemoved }

    /// The text without the addresses, also percent-encoded ones (`anna%40example.com`); nil if it has none of them.
    package func redacted(_ text: String) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "%") }) else { return nil }
        let source = Array(text.utf8)
        var found: [Range<Int>] = []
        var units: Units? = Units(source)
        // A link in a link is encoded twice. Nothing in practice is encoded more often.
        for _ in 0..<3 {
            guard let level = units else { break }
            found += ranges(in: level)
            units = level.percentDecoded
        }
        guard !found.isEmpty else { return nil }
        var output: [UInt8] = []
        var index = 0
        for range in found.sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) }) {
            guard range.lowerBound >= index else { continue }
            output += source[index..<range.lowerBound]
            output += Array(Self.mark.utf8)
            index = range.upperBound
        }
        output += source[index...]
        return String(decoding: output, as: UTF8.self)
    }

    /// The places of addresses in the source. An address that is a part of a longer one is somebody else's.
    private func ranges(in units: Units) -> [Range<Int>] {
        var found: [Range<Int>] = []
        AddressScanner.scan(units.bytes) { starts, ends in
            for start in starts.reversed() where !Self.continues(units.bytes[..<start].reversed()) {
                for end in ends.reversed() where !Self.continuesDomain(units.bytes[end...]) {
                    guard isRemoved(String(decoding: units.bytes[start..<end], as: UTF8.self)) else { continue }
                    found.append(units.places[start].lowerBound..<units.places[end - 1].upperBound)
                    return
                }
            }
        }
        return found
    }

    /// True if what is before an address belongs to it: `anna.` before `smith@example.com`, which then is somebody else's. Marks
    /// without a letter before them are not: `_smith@example.com_`.
    private static func continues(_ before: some Sequence<UInt8>) -> Bool {
        for byte in before {
            if AddressScanner.isLetter(byte) { return true }
            guard "._+-".utf8.contains(byte) else { return false }
        }
        return false
    }

    /// True if what is behind an address belongs to it: `.uk` behind `anna@example.co`.
    private static func continuesDomain(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let mark = rest.first, ".-".utf8.contains(mark) else { return false }
        return rest.dropFirst().first.map(AddressScanner.isLetter) ?? false
    }

    /// The bytes of a text, and where in its source each is written.
    private struct Units {
        var bytes: [UInt8] = []
        var places: [Range<Int>] = []

        private init() {}

        init(_ source: [UInt8]) {
            bytes = source
            places = source.indices.map { $0..<$0 + 1 }
        }

        /// With one byte for each `%40`; nil if there are no such escapes.
        var percentDecoded: Units? {
            var output = Units()
            var index = 0
            while index < bytes.count {
                if let byte = PercentEncoding.escapedByte(in: bytes, at: index) {
                    output.bytes.append(byte)
                    output.places.append(places[index].lowerBound..<places[index + 2].upperBound)
                    index += 3
                } else {
                    output.bytes.append(bytes[index])
                    output.places.append(places[index])
                    index += 1
                }
            }
            return output.bytes.count < bytes.count ? output : nil
        }
    }
}

extension Redaction {
    /// The value without the addresses, or nil if it has none of them.
    package func redacted(_ value: FieldValue) -> FieldValue? {
        switch value {
        case .text(let text): return redacted(text).map(FieldValue.text)
        case .list(let items):
            let redacted = items.map { self.redacted($0) }
            guard redacted.contains(where: { $0 != nil }) else { return nil }
            return .list(zip(redacted, items).map { $0 ?? $1 })
        case .integer, .number, .boolean, .null: return nil
        }
    }

    /// The fields without the addresses, in values and tags; nil if they have none of them.
    package func redacted(_ fields: [FieldTag: FieldValue]) -> [FieldTag: FieldValue]? {
        var output: [FieldTag: FieldValue] = [:]
        var isRedacted = false
        for (tag, value) in fields {
            let (newTag, newValue) = (redacted(tag), redacted(value))
            if newTag != nil || newValue != nil { isRedacted = true }
            output.add(newValue ?? value, tag: newTag ?? tag)
        }
        return isRedacted ? output : nil
    }

    /// The links without the addresses; the clicks of URLs that become equal are added up. Nil if they have none of them.
    package func redacted(_ links: [LinkClicks]) -> [LinkClicks]? {
        let urls = links.map { redacted($0.url) }
        guard urls.contains(where: { $0 != nil }) else { return nil }
        return zip(urls, links).map { LinkClicks(url: $0 ?? $1.url, total: $1.total, unique: $1.unique) }.addedUp
    }

    /// The campaign without the addresses in its name, subject and sender; nil if it has none of them.
    package func redacted(_ campaign: Campaign) -> Campaign? {
        var output = campaign
        var isRedacted = false
        for text: WritableKeyPath<Campaign, String?> in [\.name, \.subject, \.fromName, \.fromAddress] {
            guard let redacted = campaign[keyPath: text].flatMap({ redacted($0) }) else { continue }
            output[keyPath: text] = redacted
            isRedacted = true
        }
        return isRedacted ? output : nil
    }

    /// The list without the addresses in its name and tags; nil if it has none of them.
    package func redacted(_ list: ContactList) -> ContactList? {
        let (name, tags) = (redacted(list.name), list.fieldTags.map { redacted($0) })
        guard name != nil || tags.contains(where: { $0 != nil }) else { return nil }
        return ContactList(id: list.id, name: name ?? list.name, fieldTags: zip(tags, list.fieldTags).map { $0 ?? $1 })
    }
}
