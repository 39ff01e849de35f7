import ArgumentParser
import TestSupport
import Testing

@testable import OctoSiteCLI

@Suite("Configuration")
struct ConfigurationTests {
    @Test("An unknown key is named with file, line and the nearest known one")
    func unknownKey() throws {
        let error = #expect(throws: UsageError.self) {
            try ConfigurationFile.parse("store: sqlite:a.sqlite\n\nprivcy: full\n", path: "octo-site.yml")
        }
        #expect(error?.description == "octo-site.yml:3: unknown key “privcy”; the nearest known one is “privacy”.")
    }

    @Test("Values, lists and maps are told apart")
    func shapes() throws {
        let file = try ConfigurationFile.parse(
            "title: A\nexclude: [x, y]\nfield_aliases:\n  kWhs: kWh\nrate: 2.5\nsite_url:\n", path: "f")
        #expect(file.values == [.title: "A", .rate: "2.5"])
        #expect(file.lists == [.exclude: ["x", "y"]])
        #expect(file.maps == [.fieldAliases: ["kWhs": "kWh"]])
        let error = #expect(throws: UsageError.self) { try ConfigurationFile.parse("exclude: x", path: "f") }
        #expect(error?.description == "f:1: “exclude” takes a list of values.")
    }

    @Test(
        "Aliases in a circle or a chain are named with file and line",
        arguments: [
            ("  a: b\n  b: a\n", "f:2: field_aliases: “a” leads to “b” leads to “a”, in a circle."),
            ("  x: y\n  a: a\n", "f:3: field_aliases: “a” leads to “a”, in a circle."),
            ("  x: a\n  a: b\n  b: c\n  c: a\n", "in a circle."),
            ("  z: y\n  a: b\n  b: c\n", "f:3: field_aliases: “a” leads to “b” leads to “c”. Name “c” in each of these lines."),
        ])
    func circlesOfAliases(lines: String, sentence: String) throws {
        let error = #expect(throws: UsageError.self) { try ConfigurationFile.parse("field_aliases:\n\(lines)", path: "f") }
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
        let file = try ConfigurationFile.parse("field_aliases:\n  a: c\n  b: c\n", path: "f")
        #expect(file.maps == [.fieldAliases: ["a": "c", "b": "c"]])
    }

    @Test("A relative path in the file is relative to the file, one in a flag or a variable to the current folder")
    func relativePaths() throws {
        let text =
            "store: sqlite:a/b.sqlite\noutput: public\nsecret_file: /etc/secret\nmetrics_file: m.prom\ntitle: t/u\n"
            + "notify:\n  - ping: {url_file: ping.url}\n"
        let file = try ConfigurationFile.parse(text, path: "/srv/acme/octo-site.yml")
        let settings = try Settings(SettingReader(flags: [:], environment: ["OCTO_SITE_TEMPLATES": "mine"], file: file))
        #expect(settings.store == "sqlite:/srv/acme/a/b.sqlite" && settings.output == "/srv/acme/public")
        #expect(settings.secretFile == "/etc/secret" && settings.metricsFile == "/srv/acme/m.prom")
        #expect(settings.title == "t/u" && settings.templates == "mine")
        #expect(settings.channels.first?.kind == .ping(.file("/srv/acme/ping.url"), authorityFile: nil))
        let here = try ConfigurationFile.parse(text, path: "octo-site.yml")
        #expect(try Settings(SettingReader(flags: [:], environment: [:], file: here)).store == "sqlite:a/b.sqlite")
        let mongo = try ConfigurationFile.parse("store: mongodb://h/d", path: "/srv/octo-site.yml")
        #expect(try Settings(SettingReader(flags: [:], environment: [:], file: mongo)).store == "mongodb://h/d")
    }

    @Test("Flag before environment before file before default")
    func precedence() throws {
        var common = try CommonOptions.parse([])
        #expect(try Settings(common: common, environment: [:]).store == "sqlite:octo-site.sqlite")
        let environment = ["OCTO_SITE_STORE": "sqlite:environment.sqlite"]
        #expect(try Settings(common: common, environment: environment).store == "sqlite:environment.sqlite")
        common.store = "sqlite:flag.sqlite"
        #expect(try Settings(common: common, environment: environment).store == "sqlite:flag.sqlite")
    }

    @Test(
        "A value that can't be used is named with where it was written",
        arguments: [
            (["OCTO_SITE_RATE": "fast"], "OCTO_SITE_RATE: “fast” is not a number from 0 up."),
            (
                ["OCTO_SITE_BASE_URL": "example"],
                "OCTO_SITE_BASE_URL: “example” is not an http or https address: it does not begin with http:// or https://."
            ),
            (
                ["OCTO_SITE_SITE_URL": "https://ann:secret@example.com/"],
                "OCTO_SITE_SITE_URL: “https://…@example.com/” is not an http or https address: it holds a user name, which "
                    + "can't be used here."
            ),
            (
                ["OCTO_SITE_TIMEZONE": "Mars/North"],
                "OCTO_SITE_TIMEZONE: “Mars/North” is not a time zone such as Europe/Berlin or UTC."
            ),
            (["OCTO_SITE_PRIVACY": "some"], "OCTO_SITE_PRIVACY: “some” is none of full, pseudonyms, aggregates."),
            (["OCTO_SITE_API": "v3"], "OCTO_SITE_API: “v3” is none of auto, v2, v1.6."),
        ])
    func wrongValues(environment: [String: String], sentence: String) throws {
        let common = try CommonOptions.parse([])
        let error = #expect(throws: UsageError.self) { try Settings(common: common, environment: environment) }
        #expect(error?.description == sentence)
    }

    @Test(
        "F15: a number that nothing can reckon with is a mistake of usage",
        arguments: ["OCTO_SITE_BURST", "OCTO_SITE_RATE", "OCTO_SITE_REQUEST_TIMEOUT"],
        ["1e19", "1e308", "99999999999999999999", "1000001", "inf", "nan", "-1"])
    func hugeNumbers(variable: String, text: String) throws {
        let common = try CommonOptions.parse([])
        let error = #expect(throws: UsageError.self) { try Settings(common: common, environment: [variable: text]) }
        #expect(error?.description.hasPrefix("\(variable): “\(text)” is ") == true)
    }

    @Test("F15: --burst 1e19 leaves with 64, and nothing is sent")
    func hugeBurst() async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(
                ["build", "--burst", "1e19", "--base-url", "http://127.0.0.1:1"], in: folder,
                environment: ["EMAILOCTOPUS_API_KEY": "eo_x"])
            #expect(result.status == 64 && result.complaints.contains("--burst: “1e19” is more than 1000000."))
        }
    }

    @Test("F28: what changes the direction of writing never reaches the terminal; letters and emoji do")
    func directions() {
        for mark in ["\u{61C}", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202D}", "\u{202E}", "\u{2066}", "\u{2068}", "\u{2069}"] {
            #expect("fdp\(mark)exe".withoutControls == "fdpexe" && "fdp\(mark)exe".onOneLine == "fdpexe")
        }
        for text in ["שלום", "مرحبا", "👩‍💻", "e\u{301}", "naïve"] {
            #expect(text.withoutControls == text && text.onOneLine == text)
        }
    }

    @Test("The key comes from the environment or a file, and is missed in one sentence")
    func key() throws {
        let common = try CommonOptions.parse([])
        #expect(try Settings(common: common, environment: ["EMAILOCTOPUS_API_KEY": " eo_x \n"]).apiKey() == "eo_x")
        let error = #expect(throws: UsageError.self) { try Settings(common: common, environment: [:]).apiKey() }
        #expect(error?.description.contains("EMAILOCTOPUS_API_KEY") == true)
    }
}
