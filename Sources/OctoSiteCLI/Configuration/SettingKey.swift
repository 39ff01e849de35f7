/// The settings, by the names they have in octo-site.yml. ``definition`` has the kind, default and purpose
/// of each; the file reader, the environment, `--help`, `init` and docs/settings.md use that table.
enum SettingKey: String, CaseIterable, Sendable {
    case store
    case output
    case api
    case baseURL = "base_url"
    case apiKeyFile = "api_key_file"
    case rate
    case burst
    case requestTimeout = "request_timeout"
    case contactFields = "contact_fields"
    case title
    case siteURL = "site_url"
    case timeZone = "timezone"
    case lists
    case exclude
    case templates
    case privacy
    case publishFields = "publish_fields"
    case redact
    case fieldAliases = "field_aliases"
    case secretFile = "secret_file"
    case notify
    case metricsFile = "metrics_file"

    var name: String { rawValue }

    /// Not every setting has one.
    var flag: String { "--" + name.replacing("_", with: "-") }

    /// The environment variable; maps and channels can be given in the file only.
    var variable: String { "OCTO_SITE_" + name.uppercased() }
}
