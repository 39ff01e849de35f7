import Metrics

/// Sizes of files as people read them.
enum FileSize {
    /// `812 bytes`, `12.3 kB`, `4.5 MB`
    static func text(_ bytes: Int) -> String {
        if bytes < 1_000 { return counted(bytes, "byte") }
        let units = ["kB", "MB", "GB", "TB"]
        var size = Double(bytes) / 1_000
        var unit = 0
        while size >= 999.95, unit + 1 < units.count {
            size /= 1_000
            unit += 1
        }
        let tenths = Int((size * 10).rounded())
        return "\(Format.count(tenths / 10)).\(tenths % 10) \(units[unit])"
    }
}
