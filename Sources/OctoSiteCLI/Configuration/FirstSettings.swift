import EmailOctopus
import Engagement

/// What somebody wants to have in a new configuration; the rest has its default.
struct FirstSettings {
    var privacy: PrivacyLevel?
    var title: String?
    var output: String?
    var keyFile: String?
    /// Empty for all lists.
    var lists: [ContactList] = []
    /// To be written into ``keyFile``; nil where there is none, or it is written already.
    var key: String?

    /// As they are written; the lists are apart.
    var values: [SettingKey: String] {
        let values: [SettingKey: String?] = [
            .privacy: privacy?.rawValue, .title: title, .output: output, .apiKeyFile: keyFile,
        ]
        return values.compactMapValues { $0 }
    }
}
