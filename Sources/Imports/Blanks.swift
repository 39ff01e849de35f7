/// Blanks around a cell's text: white space of any script, and marks that show nothing.
enum Blanks {
    static func trimmed(_ text: String) -> String {
        var scalars = text.unicodeScalars[...]
        while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// True for a row such as a spreadsheet leaves at the end of a table.
    static func areAll(_ cells: [String]) -> Bool { cells.allSatisfy { $0.unicodeScalars.allSatisfy(isBlank) } }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }
}
