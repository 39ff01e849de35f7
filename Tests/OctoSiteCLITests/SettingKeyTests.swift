import Foundation
import TestSupport
import Testing

@testable import OctoSiteCLI

/// The table of settings, and all that goes by it.
@Suite("The table of settings")
struct SettingKeyTests {
    @Test("What init writes names every setting, is read without complaint, and says what the defaults are")
    func template() throws {
        let file = try ConfigurationFile.parse(ConfigurationTemplate.text, path: "octo-site.yml")
        let nothing = SettingReader(flags: [:], environment: [:], file: ConfigurationFile(path: "none"))
        let written = SettingReader(flags: [:], environment: [:], file: file)
        for key in SettingKey.allCases {
            #expect(ConfigurationTemplate.text.contains(try Regex("(?m)^(# )?\(key.name):")), "\(key.name)")
            #expect(written.value(key).text == nothing.value(key).text && written.list(key) == nothing.list(key), "\(key.name)")
        }
        #expect(ConfigurationTemplate.text.split(separator: "\n").allSatisfy { $0.count <= 102 })
    }

    @Test("Every example that init writes can be used", arguments: SettingKey.allCases)
    func examples(key: SettingKey) throws {
        var text = ConfigurationTemplate.text.replacing("\n# \(key.name):", with: "\n\(key.name):")
        if let start = text.firstRange(of: "\n\(key.name):\n#   ") {
            let end = text[start.upperBound...].firstRange(of: "\n\n")?.lowerBound ?? text.endIndex
            text.replaceSubrange(
                start.lowerBound..<end, with: text[start.lowerBound..<end].replacing("\n#   ", with: "\n  "))
        }
        let file = try ConfigurationFile.parse(text, path: "octo-site.yml")
        #expect(file.values[key] != nil || file.lists[key] != nil || file.maps[key] != nil || !file.channels.isEmpty)
        _ = try Settings(SettingReader(flags: [:], environment: [:], file: file))
    }

    @Test("Every setting can be given in the environment, but for maps", arguments: SettingKey.allCases)
    func environment(key: SettingKey) throws {
        let text = key.definition.defaultText ?? key.definition.example
        let reader = SettingReader(flags: [:], environment: [key.variable: text], file: ConfigurationFile(path: "none"))
        switch key.definition.kind {
        case .map: #expect(reader.map(key).isEmpty)
        case .channels: #expect(reader.file.channels.isEmpty)
        case .list: #expect(reader.list(key) == [])
        default: #expect(reader.written(key)?.origin == key.variable && reader.value(key).text == text)
        }
        _ = try Settings(reader)
    }

    @Test("A list in the environment is separated by commas")
    func list() {
        let reader = SettingReader(
            flags: [:], environment: ["OCTO_SITE_EXCLUDE": "one, two"], file: ConfigurationFile(path: "none"))
        #expect(reader.list(.exclude) == ["one", "two"])
    }

    @Test("The list of settings has a row for every setting, with what --help says of it", arguments: SettingKey.allCases)
    func document(key: SettingKey) throws {
        let text = try String(contentsOf: Program.packageRoot.appending(path: "docs/settings.md"), encoding: .utf8)
        let row = "| `\(key.name)` | \(key.definition.sentence) |"
        #expect(text.contains("\n\(row)\n"), "docs/settings.md lacks: \(row)")
    }
}
