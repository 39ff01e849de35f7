/// What a setting takes and what it is for.
struct SettingDefinition: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case text
        case number(atLeast: Double)
        /// The largest number of a setting. More is a slip, and whatever reckons with it (integers, times) could not.
        static let largestNumber = 1_000_000.0
        case flag
        case choice([String])
        /// An http or https address.
        case address
        case timeZone
        /// In an environment variable, separated by commas.
        case list
        case map
        /// Where messages go.
        case channels
    }

    enum Default: Hashable, Sendable {
        case value(String)
        /// There is no single value: in words.
        case described(String)
        case none
    }

    var kind: Kind
    var `default`: Default
    /// For a setting whose default is no value: what one might write.
    var example = ""
    /// Stands for the value in `--help`.
    var valueName: String
    /// One sentence, without the full stop.
    var purpose: String

    /// Nil where the default is no value.
    var defaultText: String? {
        if case .value(let text) = self.default { text } else { nil }
    }

    /// The sentence with the default, for `--help` and docs/settings.md.
    var sentence: String {
        switch self.default {
        case .value(let text): "\(purpose) (default: \(text))."
        case .described(let words): "\(purpose) (default: \(words))."
        case .none: "\(purpose)."
        }
    }
}
