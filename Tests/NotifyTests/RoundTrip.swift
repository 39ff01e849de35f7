import Foundation

/// A value written as JSON and read again.
enum RoundTrip {
    static func json<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: try JSONEncoder().encode(value))
    }
}
