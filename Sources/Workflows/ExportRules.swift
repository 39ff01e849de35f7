package import Engagement
import Exports

/// What of its contacts may leave the store, and under which names their fields become columns.
package struct ExportRules: Hashable, Sendable {
    package var privacy: PrivacyLevel
    /// Fields that rows with pseudonyms carry.
    package var publishedFields: [FieldTag]
    /// From a field's spelling to the tag whose column it shares.
    package var fieldAliases: [FieldTag: FieldTag]
    /// Texts of the account that are published without addresses.
    package var redacted: Set<RedactedText>
    /// Holds the key that pseudonyms are made with; created where they are asked for first.
    package var secretFile: String

    package init(
        privacy: PrivacyLevel = .full, publishedFields: [FieldTag] = [], fieldAliases: [FieldTag: FieldTag] = [:],
        redacted: Set<RedactedText> = [], secretFile: String
    ) {
        self.privacy = privacy
        self.publishedFields = publishedFields.map(normalizedText)
        self.fieldAliases = Dictionary(fieldAliases.map { (normalizedText($0), normalizedText($1)) }) { $1 }
        self.redacted = redacted
        self.secretFile = secretFile
    }

    /// The level with the key of the pseudonyms.
    /// - Throws: ``WorkflowError`` where the secret file can't be read or created.
    func exportPrivacy() throws -> Privacy {
        switch privacy {
        case .full: .full
        case .aggregates: .aggregates
        case .pseudonyms:
            .pseudonyms(Pseudonyms(key: try Secret.readOrCreate(secretFile)), publishedFields: Set(publishedFields))
        }
    }

    func exporter(
        of campaigns: [CampaignRecord], lists: [ContactList], fieldTags: [FieldTag], conflictingTags: Set<FieldTag>
    ) throws -> Exporter {
        Exporter(
            ExportSettings(
                campaigns: campaigns.map { $0.published(without: redacted) },
                lists: lists.map { $0.published(without: redacted) }, fieldTags: fieldTags, fieldAliases: fieldAliases,
                conflictingTags: conflictingTags, privacy: try exportPrivacy()))
    }
}
