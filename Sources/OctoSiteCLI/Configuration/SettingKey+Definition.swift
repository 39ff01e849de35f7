import EmailOctopus
import Engagement
import HTTP

/// The table of settings.
extension SettingKey {
    var definition: SettingDefinition {
        switch self {
        case .store:
            SettingDefinition(
                kind: .text, default: .value("sqlite:octo-site.sqlite"), valueName: "uri",
                purpose:
                    "Where everything is stored: sqlite:PATH, or a database as mongodb:// or mongodb+srv:// with host and name")
        case .output:
            SettingDefinition(
                kind: .text, default: .value("public"), valueName: "dir", purpose: "The folder the site is published in")
        case .api:
            SettingDefinition(
                kind: .choice([Self.anyVersion] + APIVersion.allCases.map(\.rawValue)), default: .value(Self.anyVersion),
                valueName: "version",
                purpose: "The API version: v2, v1.6, or auto, which is v2 for a key that begins with eo_, else v1.6")
        case .baseURL:
            SettingDefinition(
                kind: .address, default: .described("EmailOctopus"), example: APIVersion.v2.defaultBaseURL, valueName: "url",
                purpose: "The address of the API, or of a stand-in: for v1.6 with /api/1.6 at its end, for v2 without a path")
        case .apiKeyFile:
            SettingDefinition(
                kind: .text, default: .none, example: "/etc/octo-site/key", valueName: "file",
                purpose: "A file that holds the API key; the variable EMAILOCTOPUS_API_KEY comes before it")
        case .rate:
            SettingDefinition(
                kind: .number(atLeast: 0), default: .described(Self.byVersion(\.rate)),
                example: Self.number(APIVersion.v2.rateLimit.rate), valueName: "n",
                purpose: "Requests a second, 0 for no limit")
        case .burst:
            SettingDefinition(
                kind: .number(atLeast: 1), default: .described(Self.byVersion(\.burst)),
                example: Self.number(APIVersion.v2.rateLimit.burst), valueName: "n",
                purpose: "Requests that may be sent at once at the start")
        case .requestTimeout:
            SettingDefinition(
                kind: .number(atLeast: 0.1), default: .value("30"), valueName: "s",
                purpose: "Seconds after which a request is given up and tried again")
        case .contactFields:
            SettingDefinition(
                kind: .flag, default: .value("true"), valueName: "true|false",
                purpose: "On v2, read the contacts' fields from the lists, which costs requests")
        case .title:
            SettingDefinition(
                kind: .text, default: .value("Campaign engagement"), valueName: "text", purpose: "The name of the site")
        case .siteURL:
            SettingDefinition(
                kind: .address, default: .none, example: "https://engagement.example.com/", valueName: "url",
                purpose: "Where the site will be found, for the links of its feed")
        case .timeZone:
            SettingDefinition(
                kind: .timeZone, default: .value("UTC"), valueName: "zone",
                purpose: "The time zone of months and hours of the week, such as Europe/Berlin")
        case .lists:
            SettingDefinition(
                kind: .list, default: .described("all"), valueName: "lists",
                purpose:
                    "Lists whose campaigns count, by id or exact name; campaigns to others only are read and kept, and stay out of "
                    + "the totals as in exclude")
        case .exclude:
            SettingDefinition(
                kind: .list, default: .none, valueName: "campaigns",
                purpose: "Test campaigns that stay out of the totals: ids or exact names")
        case .templates:
            SettingDefinition(
                kind: .text, default: .none, example: "my-templates", valueName: "dir",
                purpose: "A folder with templates that replace the built-in ones, file by file")
        case .privacy:
            SettingDefinition(
                kind: .choice(PrivacyLevel.allCases.map(\.rawValue)), default: .value(PrivacyLevel.full.rawValue),
                valueName: "level",
                purpose: "What may leave the store: full, addresses and fields; pseudonyms, keyed ids instead; aggregates, "
                    + "no rows of contacts at all")
        case .publishFields:
            SettingDefinition(
                kind: .list, default: .none, valueName: "fields", purpose: "Fields that rows with pseudonyms may carry")
        case .redact:
            SettingDefinition(
                kind: .list, default: .none, valueName: "texts",
                purpose: "Texts that are published without addresses: "
                    + RedactedText.allCases.map(\.rawValue).joined(separator: ", "))
        case .fieldAliases:
            SettingDefinition(
                kind: .map, default: .none, example: "kWhs: kWh", valueName: "map",
                purpose: "Other spellings of a field, each with the field whose column it shares")
        case .secretFile:
            SettingDefinition(
                kind: .text, default: .value("octo-site.secret"), valueName: "file",
                purpose: "The file with the key by which forgotten people are recognised and pseudonyms are made")
        case .notify:
            SettingDefinition(
                kind: .channels, default: .none,
                example: """
                    - email:
                        smtp: smtps://mail.example.com:465
                        user: octo
                        password_file: smtp.key
                        from: octo@example.com
                        to: [anna@example.com]
                      on: [problem, campaign, digest]
                    - webhook: {url_file: webhook.url, format: slack}
                    - ping: {url_file: ping.url}
                    """, valueName: "channels",
                purpose: "Who is told of a build: by email, a webhook (json, slack or teams), or pings of a monitor")
        case .metricsFile:
            SettingDefinition(
                kind: .text, default: .none, example: "/var/lib/node_exporter/octo_site.prom", valueName: "file",
                purpose: "A file for Prometheus' node_exporter, replaced after each build")
        }
    }

    /// The choice of ``api`` that goes by the key.
    static let anyVersion = "auto"

    private static func byVersion(_ value: KeyPath<RateLimit, Double>) -> String {
        APIVersion.allCases.map { "\(number($0.rateLimit[keyPath: value])) on \($0.rawValue)" }
            .joined(separator: ", ")
    }

    /// Without decimals where there are none.
    static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}
