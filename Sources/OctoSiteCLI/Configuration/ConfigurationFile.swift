import Basics
import Foundation
import Yams

/// `octo-site.yml`, read strictly: a key that isn't known is an error with file, line and the nearest known key.
struct ConfigurationFile {
    var path: String
    /// Plain values by key.
    var values: [String: String] = [:]
    /// Lists by key.
    var lists: [String: [String]] = [:]
    /// Maps by key.
    var maps: [String: [String: String]] = [:]

    /// What a value is, and what it is for: the documentation that `octo-site init` writes, too.
    enum Shape { case value, list, map }

    static let keys: [(name: String, shape: Shape)] = [
        ("store", .value), ("output", .value), ("api", .value), ("base_url", .value), ("api_key_file", .value),
        ("secret_file", .value), ("rate", .value), ("burst", .value), ("request_timeout", .value), ("templates", .value),
        ("title", .value), ("site_url", .value), ("timezone", .value), ("exclude", .list), ("contact_fields", .value),
        ("privacy", .value), ("publish_fields", .list), ("field_aliases", .map),
    ]

    static let defaultPath = "octo-site.yml"

    /// - Parameter path: as given with `--config`; nil takes the default file where there is one.
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
        for (key, value) in mapping { try file.take(key, value) }
        return file
    }

    private mutating func take(_ key: Node, _ value: Node) throws {
        let name = key.string ?? ""
        guard let known = Self.keys.first(where: { $0.name == name }) else {
            let nearest =
                EditDistance.nearest(to: name, among: Self.keys.map(\.name))
                .map { "; the nearest known one is “\($0)”" } ?? ""
            throw UsageError("\(path):\(Self.line(of: key)): unknown key “\(name)”\(nearest).")
        }
        if value.null != nil, value.scalar?.string.isEmpty ?? true { return }
        switch known.shape {
        case .value:
            guard let text = value.scalar?.string else { throw wrong(name, value, "one value") }
            values[name] = text
        case .list:
            guard let items = value.sequence?.map({ $0.scalar?.string }), !items.contains(nil) else {
                throw wrong(name, value, "a list of values")
            }
            lists[name] = items.compactMap { $0 }
        case .map:
            guard let pairs = value.mapping?.map({ ($0.key.string, $0.value.scalar?.string) }),
                pairs.allSatisfy({ $0.0 != nil && $0.1 != nil })
            else { throw wrong(name, value, "a map of values") }
            maps[name] = Dictionary(pairs.map { ($0.0 ?? "", $0.1 ?? "") }) { $1 }
        }
    }

    private func wrong(_ name: String, _ value: Node, _ shape: String) -> UsageError {
        UsageError("\(path):\(Self.line(of: value)): “\(name)” takes \(shape).")
    }

    private static func line(of node: Node) -> Int { node.mark?.line ?? 1 }
}
