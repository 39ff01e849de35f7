import Engagement

/// Custom fields as a JSON object, with the account's spelling and types, in order of the tags' UTF-8 bytes.
struct FieldObject: Sendable {
    private let privacy: Privacy
    private let aliases: [FieldTag: FieldTag]

    init(_ settings: ExportSettings) {
        privacy = settings.privacy
        aliases = settings.fieldAliases
    }

    /// `null` where the fields are not known.
    func append(_ fields: [FieldTag: FieldValue]?, to buffer: inout ByteBuffer) {
        guard let fields else { return buffer.append("null") }
        let published = fields.filter { tag, _ in privacy.publishes(tag, column: aliases[tag] ?? tag) }
        let members = published.sorted { utf8Less($0.key, $1.key) }.map { ($0.key, $0.value) }
        buffer.append(jsonObject: members) { $0.append(json: $1) }
    }
}
