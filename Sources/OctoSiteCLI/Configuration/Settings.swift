import EmailOctopus
import Engagement
import Foundation
import Workflows

/// What is to be done, settled: flag before environment before file before default.
struct Settings: Sendable {
    var store = "sqlite:octo-site.sqlite"
    var output = "public"
    /// Nil: chosen by the key.
    var api: APIVersion?
    var baseURL: String?
    var apiKeyFile: String?
    var secretFile = "octo-site.secret"
    var rate: Double?
    var burst: Int?
    var requestTimeout = 30.0
    var templates: String?
    var title = "Campaign engagement"
    var siteURL: String?
    var timeZone = TimeZone.gmt
    /// Ids or exact names of campaigns.
    var excluded: [String] = []
    var joinsContactFields = true
    var privacy = PrivacyLevel.full
    var publishedFields: [FieldTag] = []
    var fieldAliases: [FieldTag: FieldTag] = [:]
    /// From EMAILOCTOPUS_API_KEY.
    private var keyInEnvironment: String?

    static let defaults = Settings()

    private init() {}

    /// - Throws: ``UsageError`` that names the flag, the variable or the line of the file.
    init(
        common: CommonOptions, provider: ProviderOptions? = nil, site: OutputOptions? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let file = try ConfigurationFile.read(common.config ?? environment["OCTO_SITE_CONFIG"])
        let source = Source(file: file, environment: environment)
        if let value = source.text("store", common.store) { store = value.text }
        if let value = source.text("output", site?.output) { output = value.text }
        if let value = source.text("templates", site?.templates) { templates = value.text }
        if let value = source.text("base_url", provider?.baseURL) { baseURL = try value.url() }
        if let value = source.text("api", provider?.api) { api = try value.api() }
        if let value = source.text("rate", provider?.rate) { rate = try value.number(atLeast: 0) }
        if let value = source.text("burst", provider?.burst) { burst = Int(try value.number(atLeast: 1)) }
        if let value = source.text("request_timeout", provider?.requestTimeout) {
            requestTimeout = try value.number(atLeast: 0.1)
        }
        if let value = source.text("api_key_file") { apiKeyFile = value.text }
        if let value = source.text("secret_file") { secretFile = value.text }
        if let value = source.text("title") { title = value.text }
        if let value = source.text("site_url") { siteURL = try value.url() }
        if let value = source.text("timezone") { timeZone = try value.timeZone() }
        if let value = source.text("contact_fields") { joinsContactFields = try value.flag() }
        if let value = source.text("privacy") { privacy = try value.choice(PrivacyLevel.self) }
        excluded = source.list("exclude")
        publishedFields = source.list("publish_fields")
        fieldAliases = file.maps["field_aliases"] ?? [:]
        keyInEnvironment = environment["EMAILOCTOPUS_API_KEY"]
    }

    /// The API key, from the environment or from the file that the configuration names.
    func apiKey() throws -> String {
        if let key = keyInEnvironment?.trimmingCharacters(in: .whitespacesAndNewlines), !key.isEmpty { return key }
        guard let apiKeyFile else {
            throw UsageError(
                "There is no API key. Put it into the environment variable EMAILOCTOPUS_API_KEY, "
                    + "or into a file that `api_key_file:` in octo-site.yml names.")
        }
        guard let data = FileManager.default.contents(atPath: apiKeyFile) else {
            throw UsageError("The key's file \(apiKeyFile) (api_key_file) can't be read. Check that it exists and is yours.")
        }
        let key = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !key.isEmpty else { throw UsageError("The key's file \(apiKeyFile) (api_key_file) is empty.") }
        return key
    }

}

/// Where a setting comes from, in order of precedence.
private struct Source {
    let file: ConfigurationFile
    let environment: [String: String]

    func text(_ key: String, _ flag: String? = nil) -> Setting? {
        if let flag { return Setting(text: flag, origin: "--" + key.replacing("_", with: "-")) }
        let variable = "OCTO_SITE_" + key.uppercased()
        if let value = environment[variable], !value.isEmpty { return Setting(text: value, origin: variable) }
        return file.values[key].map { Setting(text: $0, origin: "\(key): in \(file.path)") }
    }

    func list(_ key: String) -> [String] {
        if let value = environment["OCTO_SITE_" + key.uppercased()], !value.isEmpty {
            return value.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return file.lists[key] ?? []
    }
}

/// A value and where it was written, for errors that say so.
private struct Setting {
    let text: String
    let origin: String

    func number(atLeast least: Double) throws -> Double {
        guard let number = Double(text), number.isFinite, number >= least else {
            throw UsageError("\(origin): “\(text)” is not a number from \(Self.plain(least)) up.")
        }
        return number
    }

    func flag() throws -> Bool {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: throw UsageError("\(origin): “\(text)” is neither true nor false.")
        }
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: text) else {
            let all = type.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("\(origin): “\(text)” is none of \(all).")
        }
        return choice
    }

    func api() throws -> APIVersion? { text == "auto" ? nil : try choice(APIVersion.self) }

    func timeZone() throws -> TimeZone {
        guard let zone = TimeZone(identifier: text) else {
            throw UsageError("\(origin): “\(text)” is not a time zone such as Europe/Berlin or UTC.")
        }
        return zone
    }

    func url() throws -> String {
        guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme?.lowercased() ?? ""),
            parts.host?.isEmpty == false
        else { throw UsageError("\(origin): “\(text)” is not an http or https address.") }
        return text
    }

    private static func plain(_ number: Double) -> String { number == number.rounded() ? String(Int(number)) : String(number) }
}
