import Foundation

/// The machine-readable files of a published site, looked into by path.
struct PublishedFigures {
    /// One value; what is unknown is null.
    enum Figure: Hashable, CustomStringConvertible, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
        ExpressibleByStringLiteral, ExpressibleByNilLiteral, ExpressibleByBooleanLiteral
    {
        case number(Double)
        case text(String)
        case flag(Bool)
        case null
        /// There is nothing at that path.
        case absent

        init(integerLiteral value: Int) { self = .number(Double(value)) }
        init(floatLiteral value: Double) { self = .number(value) }
        init(stringLiteral value: String) { self = .text(value) }
        init(booleanLiteral value: Bool) { self = .flag(value) }
        init(nilLiteral: ()) { self = .null }

        fileprivate init(_ value: Any?) {
            switch value {
            case nil: self = .absent
            case is NSNull: self = .null
            case let text as String: self = .text(text)
            case let number as NSNumber:
                self = isBoolean(number) ? .flag(number.boolValue) : .number(number.doubleValue)
            default: self = .absent
            }
        }

        var description: String {
            switch self {
            // Rates to the sixth digit, which is what their tests write down.
            case .number(let number): String((number * 1_000_000).rounded() / 1_000_000)
            case .text(let text): "“\(text)”"
            case .flag(let flag): "\(flag)"
            case .null: "null"
            case .absent: "absent"
            }
        }
    }

    private let folder: URL

    init(output: String) { folder = URL(filePath: output).appending(path: "data") }

    /// `totals/rates/open/value`, `campaigns/Spring/counts/opened`: a file, then names of members; an array's element is found by
    /// its name or its number.
    subscript(path: String) -> Figure {
        var parts = path.split(separator: "/").map(String.init)
        let file = folder.appending(path: parts.removeFirst() + ".json")
        guard let data = FileManager.default.contents(atPath: file.path),
            var value = try? JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed)
        else { return .absent }
        for part in parts {
            guard let next = Self.step(into: value, part) else { return .absent }
            value = next
        }
        return Figure(value)
    }

    private static func step(into value: Any, _ part: String) -> Any? {
        if let object = value as? [String: Any] { return object[part] }
        guard let array = value as? [Any] else { return nil }
        if let index = Int(part) { return array.indices.contains(index) ? array[index] : nil }
        return array.first { ($0 as? [String: Any])?["name"] as? String == part }
    }
}

/// JSONSerialization gives true and 1 as one class; only the type of what it holds tells them apart.
private func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
