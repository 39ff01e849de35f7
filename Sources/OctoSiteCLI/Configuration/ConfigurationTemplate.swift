import Engagement

/// The commented octo-site.yml that `init` writes: every setting, with the value it was given, its default or, behind a `#`, an example.
enum ConfigurationTemplate {
    static let text = text(FirstSettings())

    static func text(_ settings: FirstSettings) -> String {
        comment(head) + SettingKey.allCases.map { "\n" + text(of: $0, settings) }.joined()
    }

    private static let head =
        "octo-site: every setting may be left out. A flag, or a variable such as OCTO_SITE_STORE, comes before what is here."

    private static func text(of key: SettingKey, _ settings: FirstSettings) -> String {
        let definition = key.definition
        var sentence = definition.purpose
        if case .described(let words) = definition.default { sentence += " (default: \(words))" }
        return comment(sentence + ".") + (line(of: key, settings) ?? line(of: key, definition))
    }

    /// Nil for a setting that was given no value.
    private static func line(of key: SettingKey, _ settings: FirstSettings) -> String? {
        if key == .lists, !settings.lists.isEmpty {
            let lines = settings.lists.map { "  - \(scalar($0.id))  # \($0.title.withoutControls)\n" }
            return "\(key.name):\n" + lines.joined()
        }
        return settings.values[key].map { "\(key.name): \(scalar($0))\n" }
    }

    /// As YAML reads it back: a plain word as it is, anything else in quotes, as in JSON.
    private static func scalar(_ text: String) -> String {
        let words: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isPlain = text.wholeMatch(of: /[A-Za-z][A-Za-z0-9._\/ -]*/) != nil && !text.hasSuffix(" ")
        if isPlain, !words.contains(text.lowercased()) { return text }
        var quoted = ""
        CanonicalJSON.append(text, to: &quoted)
        return quoted
    }

    private static func comment(_ text: String) -> String { lines(of: text).map { "# \($0)\n" }.joined() }

    private static func line(of key: SettingKey, _ definition: SettingDefinition) -> String {
        switch (definition.kind, definition.defaultText) {
        case (.list, _): "\(key.name): []\n"
        case (.map, _), (.channels, _):
            "# \(key.name):\n"
                + definition.example.split(separator: "\n").map { "#   \($0)\n" }.joined()
        case (_, let text?): "\(key.name): \(text)\n"
        case (_, nil): "# \(key.name): \(definition.example)\n"
        }
    }

    private static let width = 100

    private static func lines(of text: String) -> [String] {
        text.split(separator: " ").reduce(into: [""]) { lines, word in
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + word.count < width {
                lines[lines.count - 1] += " \(word)"
            } else {
                lines.append(String(word))
            }
        }
    }
}
