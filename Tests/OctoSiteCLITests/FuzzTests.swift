import TestSupport
import Testing

@testable import OctoSiteCLI

@Suite("Fuzz: the configuration")
struct FuzzTests {
    @Test("A damaged configuration is read, or refused with its file", arguments: Fuzz.seeds(10))
    func damagedConfigurations(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let intact = Array(
            (ConfigurationTemplate.text + "\nexclude: [a, \"b: c\"]\nfield_aliases: {kWhs: kWh, x: y}\nrate: 3\nprivacy: full\n")
                .utf8)
        for _ in 0..<60 {
            let damaged = Fuzz.damaged(
                intact, &random, words: [": ", "- ", "\n  ", "&a ", "*a", "!!binary ", "|\n", "1e999", "~", "{", "[", "\t"])
            let text = String(decoding: damaged, as: UTF8.self)
            do {
                _ = try Settings(
                    SettingReader(flags: [:], environment: [:], file: try ConfigurationFile.parse(text, path: "octo-site.yml")))
            } catch {
                #expect(error is UsageError && "\(error)".contains("octo-site.yml"), "\(error) for \(text)")
            }
        }
    }
}
