import Basics
import Foundation
import Yams

/// `octo-site.yml`, read strictly: an unknown key is an error with file, line and the nearest known key.
struct ConfigurationFile {
    var path: String
    /// Plain values.
    var values: [SettingKey: String] = [:]
    var lists: [SettingKey: [String]] = [:]
    var maps: [SettingKey: [String: String]] = [:]

    static let defaultPath = "octo-site.yml"

    /// - Parameter path: as given with `--config`; nil reads the default file where there is one.
    /// - Throws: ``UsageError``.
    static func read(_ path: String?) throws -> ConfigurationFile {
        let name = path ?? defaultPath
        guard FileManager.default.fileExists(atPath: name) else {
            if path == nil { return ConfigurationFile(path: name) }
            throw UsageError("The configuration file \(name) does not exist. Check --config, or write one with `octo-site init`.")
        }
        guard let data = FileManager.default.contents(atPath: name), let text = String(bytes: data, encoding: .utf8) else {
            throw UsageError("The configuration file \(name) can't be read as UTF-8 text. Check its permissions.")
        }
        return try parse(text, path: name)
    }

    static func parse(_ text: String, path: String) throws -> ConfigurationFile {
        var file = ConfigurationFile(path: path)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw UsageError("\(path) is not valid YAML. \(error)")
        }
        guard let node, node.null == nil else { return file }
        guard let mapping = node.mapping else {
            throw UsageError("\(path):\(line(of: node)): expected lines such as `store: sqlite:octo-site.sqlite`.")
        }
        for (name, value) in mapping { try file.add(value, for: name) }
        return file
    }

    private mutating func add(_ value: Node, for name: Node) throws(UsageError) {
        let text = name.string ?? ""
        guard let key = SettingKey(rawValue: text) else {
            let nearest =
                EditDistance.nearest(to: text, among: SettingKey.allCases.map(\.name))
                .map { "; the nearest known one is “\($0)”" } ?? ""
            throw UsageError("\(path):\(Self.line(of: name)): unknown key “\(text)”\(nearest).")
        }
        if value.null != nil, value.scalar?.string.isEmpty ?? true { return }
        switch key.definition.kind {
        case .list:
            guard let items = value.sequence?.map({ $0.scalar?.string }), !items.contains(nil) else {
                throw wrong(key, value, "a list of values")
            }
            lists[key] = items.compactMap { $0 }
        case .map:
            guard let pairs = value.mapping?.map({ ($0.key.string, $0.value.scalar?.string) }),
                pairs.allSatisfy({ $0.0 != nil && $0.1 != nil })
            else { throw wrong(key, value, "a map of values") }
            maps[key] = Dictionary(pairs.map { ($0.0 ?? "", $0.1 ?? "") }) { $1 }
        case .text, .number, .flag, .choice, .address, .timeZone:
            guard let text = value.scalar?.string else { throw wrong(key, value, "one value") }
            values[key] = text
        }
    }

    private func wrong(_ key: SettingKey, _ value: Node, _ shape: String) -> UsageError {
        UsageError("\(path):\(Self.line(of: value)): “\(key.name)” takes \(shape).")
    }

    private static func line(of node: Node) -> Int { node.mark?.line ?? 1 }
}
