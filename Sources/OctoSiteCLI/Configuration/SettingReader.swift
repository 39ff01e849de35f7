import Foundation
import HTTP
import Workflows

/// Reads settings: flag before environment before file before default.
struct SettingReader {
    let flags: [SettingKey: String]
    let environment: [String: String]
    let file: ConfigurationFile

    /// A setting as it was written, or its default; the text is empty where the default is no value.
    func value(_ key: SettingKey) -> WrittenSetting {
        written(key)
            ?? WrittenSetting(key: key, text: key.definition.defaultText ?? "", origin: "the default of \(key.name)")
    }

    /// Nil where the setting was written nowhere.
    func written(_ key: SettingKey) -> WrittenSetting? {
        if let flag = flags[key] { return WrittenSetting(key: key, text: flag, origin: key.flag) }
        if let text = environment[key.variable], !text.isEmpty {
            return WrittenSetting(key: key, text: text, origin: key.variable)
        }
        return file.values[key].map { WrittenSetting(key: key, text: placed($0, key), origin: "\(key.name): in \(file.path)") }
    }

    private func placed(_ text: String, _ key: SettingKey) -> String {
        switch key {
        case .output, .apiKeyFile, .templates, .secretFile, .metricsFile: return file.placed(text)
        case .store: return StoreAddress.movingFile(of: text, to: file.placed)
        default: return text
        }
    }

    func list(_ key: SettingKey) -> [String] {
        if let text = environment[key.variable], !text.isEmpty {
            return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return file.lists[key] ?? []
    }

    /// A list of words that a type knows.
    func choices<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: SettingKey, _ type: Choice.Type
    ) throws(UsageError) -> [Choice] {
        var choices: [Choice] = []
        for text in list(key) {
            guard let choice = Choice(rawValue: text) else {
                let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("\(key.name): “\(text)” is none of \(words).")
            }
            choices.append(choice)
        }
        return choices
    }

    func map(_ key: SettingKey) -> [String: String] { file.maps[key] ?? [:] }
}

/// A setting's value as it was written. Every error says where.
struct WrittenSetting {
    let key: SettingKey
    let text: String
    let origin: String

    func number() throws(UsageError) -> Double {
        let least = if case .number(let least) = key.definition.kind { least } else { -Double.infinity }
        let most = SettingDefinition.Kind.largestNumber
        guard let number = Double(text), number.isFinite, number >= least else {
            throw UsageError("\(origin): “\(text)” is not a number from \(SettingKey.number(least)) up.")
        }
        guard number <= most else { throw UsageError("\(origin): “\(text)” is more than \(SettingKey.number(most)).") }
        return number
    }

    func flag() throws(UsageError) -> Bool {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: throw UsageError("\(origin): “\(text)” is neither true nor false.")
        }
    }

    func choice<Choice: RawRepresentable<String>>(_ type: Choice.Type) throws(UsageError) -> Choice {
        guard let choice = Choice(rawValue: text) else {
            let choices = if case .choice(let choices) = key.definition.kind { choices } else { [String]() }
            throw UsageError("\(origin): “\(text)” is none of \(choices.joined(separator: ", ")).")
        }
        return choice
    }

    func timeZone() throws(UsageError) -> TimeZone {
        guard let zone = TimeZone(identifier: text) else {
            throw UsageError("\(origin): “\(text)” is not a time zone such as Europe/Berlin or UTC.")
        }
        return zone
    }

    func address() throws(UsageError) -> String {
        do {
            _ = try WebAddress(text)
        } catch {
            throw UsageError("\(origin): “\(text.withoutCredentials)” is not an http or https address: \(error).")
        }
        return text
    }
}
