import Basics
import EmailOctopus
import Engagement
import Files
import Foundation

/// All settings, read and checked: flag before environment before file before default.
struct Settings: Sendable {
    let store: String
    let output: String
    /// Nil: chosen by the key.
    let api: APIVersion?
    let baseURL: String?
    let apiKeyFile: String?
    /// Nil: the API version's own.
    let rate: Double?
    let burst: Double?
    let requestTimeout: Duration
    let joinsContactFields: Bool
    let title: String
    let siteURL: String?
    let timeZone: TimeZone
    /// Ids or exact names of lists; empty for all.
    let lists: [String]
    /// Ids or exact names of campaigns.
    let excluded: [String]
    let templates: String?
    let privacy: PrivacyLevel
    let publishedFields: [FieldTag]
    let redacted: Set<RedactedText>
    let fieldAliases: [FieldTag: FieldTag]
    let secretFile: String
    let channels: [WrittenChannel]
    let metricsFile: String?
    /// From EMAILOCTOPUS_API_KEY.
    private let keyInEnvironment: String?
    /// For secrets of channels.
    let environment: [String: String]

    /// - Throws: ``UsageError`` that names the flag, the variable or the line of the file.
    init(
        common: CommonOptions, provider: ProviderOptions? = nil, site: OutputOptions? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        let flags: [SettingKey: String?] = [
            .store: common.store, .output: site?.output, .templates: site?.templates, .api: provider?.api,
            .baseURL: provider?.baseURL, .rate: provider?.rate, .burst: provider?.burst,
            .requestTimeout: provider?.requestTimeout,
        ]
        try self.init(
            SettingReader(
                flags: flags.compactMapValues { $0 }, environment: environment,
                file: try ConfigurationFile.read(common.config ?? environment["OCTO_SITE_CONFIG"])))
    }

    init(_ reader: SettingReader) throws(UsageError) {
        store = reader.value(.store).text
        output = reader.value(.output).text
        let version = reader.value(.api)
        api = version.text == SettingKey.anyVersion ? nil : try version.choice(APIVersion.self)
        baseURL = try reader.written(.baseURL)?.address()
        apiKeyFile = reader.written(.apiKeyFile)?.text
        rate = try reader.written(.rate)?.number()
        burst = try reader.written(.burst)?.number()
        requestTimeout = .seconds(try reader.value(.requestTimeout).number())
        joinsContactFields = try reader.value(.contactFields).flag()
        title = shownName(reader.value(.title).text, otherwise: SettingKey.title.definition.defaultText ?? "")
        siteURL = try reader.written(.siteURL)?.address()
        timeZone = try reader.value(.timeZone).timeZone()
        lists = reader.list(.lists)
        excluded = reader.list(.exclude)
        templates = reader.written(.templates)?.text
        privacy = try reader.value(.privacy).choice(PrivacyLevel.self)
        publishedFields = reader.list(.publishFields)
        redacted = Set(try reader.choices(.redact, RedactedText.self))
        fieldAliases = reader.map(.fieldAliases)
        secretFile = reader.value(.secretFile).text
        channels = reader.file.channels
        metricsFile = reader.written(.metricsFile)?.text
        keyInEnvironment = reader.environment["EMAILOCTOPUS_API_KEY"]
        environment = reader.environment
    }

    /// In bytes; keys of EmailOctopus have about a hundred.
    private static let longestKey = 1_000

    /// The API key, from the environment or from the file that the configuration names.
    func apiKey() throws(UsageError) -> String {
        if let key = keyInEnvironment?.trimmingCharacters(in: .whitespacesAndNewlines), !key.isEmpty {
            guard key.utf8.count <= Self.longestKey else {
                throw UsageError("EMAILOCTOPUS_API_KEY has \(key.utf8.count) bytes: it is not a key.")
            }
            return key
        }
        guard let apiKeyFile else {
            throw UsageError(
                "There is no API key. Put it into the environment variable EMAILOCTOPUS_API_KEY, "
                    + "or into a file that `api_key_file:` in octo-site.yml names.")
        }
        if let size = FileSystem.realPath(apiKeyFile).flatMap(FileSystem.status(at:))?.size, size > Self.longestKey {
            throw UsageError("The key's file \(apiKeyFile) (api_key_file) has \(size) bytes: it is not the file of a key.")
        }
        guard let data = FileManager.default.contents(atPath: apiKeyFile) else {
            throw UsageError("The key's file \(apiKeyFile) (api_key_file) can't be read. Check that it exists and is yours.")
        }
        let key = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard !key.isEmpty else { throw UsageError("The key's file \(apiKeyFile) (api_key_file) is empty.") }
        return key
    }

    /// Why the key's file is not safe, in a sentence; nil if only its owner may read and write it, or the key is not from it.
    var warningAboutKeyFile: String? {
        guard keyInEnvironment?.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty ?? true, let apiKeyFile,
            let file = FileSystem.realPath(apiKeyFile), let permissions = FileSystem.status(at: file)?.permissions,
            permissions & 0o066 != 0
        else { return nil }
        return "The key's file \(apiKeyFile) (api_key_file) can be read or written by others than its owner "
            + "(mode \(String(permissions, radix: 8))); `chmod 600 \(apiKeyFile)` makes it yours alone."
    }
}
