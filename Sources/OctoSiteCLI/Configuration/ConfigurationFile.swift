import Basics
import Files
import Foundation
import Yams

/// `octo-site.yml`, read strictly: an unknown key is an error with file, line and the nearest known key.
struct ConfigurationFile {
    var path: String
    /// Plain values.
    var values: [SettingKey: String] = [:]
    var lists: [SettingKey: [String]] = [:]
    var maps: [SettingKey: [String: String]] = [:]
    var channels: [WrittenChannel] = []

    static let defaultPath = "octo-site.yml"
    /// In bytes. Reading YAML takes forty times as much memory.
    private static let largest = 1 << 20

    /// - Parameter path: as given with `--config`; nil reads the default file where there is one.
    /// - Throws: ``UsageError``.
    static func read(_ path: String?) throws -> ConfigurationFile {
        let name = path ?? defaultPath
        guard FileManager.default.fileExists(atPath: name) else {
            if path == nil { return ConfigurationFile(path: name) }
            throw UsageError("The configuration file \(name) does not exist. Check --config, or write one with `octo-site init`.")
        }
        if let size = FileSystem.realPath(name).flatMap(FileSystem.status(at:))?.size, size > largest {
            throw UsageError("The configuration file \(name) has \(size) bytes; one of more than \(largest) is none.")
        }
        guard let data = FileManager.default.contents(atPath: name), let text = String(bytes: data, encoding: .utf8) else {
            throw UsageError("The configuration file \(name) can't be read as UTF-8 text. Check its permissions.")
        }
        return try parse(text, path: name)
    }

    /// A path as the file gives it: a relative one is relative to the file's folder, wherever the command is started.
    func placed(_ text: String) -> String { Self.placed(text, by: path) }

    /// - Parameter file: the path of the configuration.
    static func placed(_ text: String, by file: String) -> String {
        guard !text.isEmpty, !text.hasPrefix("/"), let end = file.lastIndex(of: "/") else { return text }
        return file[...end] + text
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
            let map = Dictionary(pairs.map { ($0.0 ?? "", $0.1 ?? "") }) { $1 }
            for name in value.mapping?.map({ $0.key }) ?? [] { try check(name, in: map, of: key) }
            maps[key] = map
        case .channels:
            guard let items = value.sequence else { throw wrong(key, value, "a list of channels") }
            for item in items {
                let channel = try ChannelReader(path: path, key: key.name).channel(item)
                if let other = channels.first(where: { $0.kind == channel.kind }) {
                    throw UsageError("\(channel.place): this is the same channel as in line \(other.line). Remove one of them.")
                }
                channels.append(channel)
            }
        case .text, .number, .flag, .choice, .address, .timeZone:
            guard let text = value.scalar?.string else { throw wrong(key, value, "one value") }
            values[key] = text
        }
    }

    /// Refuses a name that leads to one that leads on, or back: which column is meant could be read in two ways.
    private func check(_ name: Node, in map: [String: String], of key: SettingKey) throws(UsageError) {
        var path = [name.string ?? ""]
        while let next = path.last.flatMap({ map[$0] }) {
            path.append(next)
            if path.dropLast().contains(next) { break }
        }
        guard path.count > 2 || path.first == path.last, let last = path.last, path.count > 1 else { return }
        let place = "\(self.path):\(Self.line(of: name)): \(key.name): \(path.map { "“\($0)”" }.joined(separator: " leads to "))"
        throw UsageError(
            path.dropLast().contains(last)
                ? "\(place), in a circle. Remove one of these lines."
                : "\(place). Name “\(last)” in each of these lines.")
    }

    private func wrong(_ key: SettingKey, _ value: Node, _ shape: String) -> UsageError {
        UsageError("\(path):\(Self.line(of: value)): “\(key.name)” takes \(shape).")
    }

    private static func line(of node: Node) -> Int { node.mark?.line ?? 1 }
}
