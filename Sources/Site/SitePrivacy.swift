package import Engagement
import Foundation

/// The setting of privacy that a site was made under, as `data/totals.json` says it: pages and CSVs of earlier runs that were
/// made under another one must not stay published.
package struct SitePrivacy: Hashable, Sendable {
    package var level: PrivacyLevel
    /// Fields that are published beside pseudonyms.
    package var publishedFields: [FieldTag]

    package init(level: PrivacyLevel = .full, publishedFields: [FieldTag] = []) {
        self.level = level
        self.publishedFields = publishedFields.sorted(by: utf8Less)
    }

    /// - Parameter totals: `data/totals.json` of a site; nil where it does not say.
    package init?(totals: [UInt8]) {
        struct Totals: Decodable {
            var privacy: PrivacyLevel
            var publishedFields: [FieldTag]
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let totals = try? decoder.decode(Totals.self, from: Data(totals)) else { return nil }
        self.init(level: totals.privacy, publishedFields: totals.publishedFields)
    }

    var members: [(String, JSON)] {
        [("privacy", .string(level.rawValue)), ("published_fields", .array(publishedFields.map { .string($0) }))]
    }
}
