import Basics

/// Writes SVG as text: attributes in the order they are given, every text and attribute escaped.
struct SVGWriter {
    private(set) var text = ""

    /// Begins a chart, with its title and text alternative.
    init(_ kind: String, label: ChartLabel, width: Double, height: Double) {
        let ids = "\(label.id)-title \(label.id)-desc"
        open(
            "svg",
            [
                "class": "chart chart-\(kind)", "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "role": "img",
                "aria-labelledby": ids, "data-chart": kind,
            ])
        element("title", ["id": "\(label.id)-title"], label.title)
        element("desc", ["id": "\(label.id)-desc"], label.textAlternative)
        newline()
    }

    /// Begins a small chart beside a number that says the same: screen readers skip it.
    init(decoration kind: String, width: Double, height: Double) {
        open(
            "svg",
            [
                "class": kind, "viewBox": "0 0 \(coordinate(width)) \(coordinate(height))", "width": coordinate(width),
                "height": coordinate(height), "aria-hidden": "true", "focusable": "false",
            ])
    }

    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        text += "<\(name)"
        append(attributes)
        text += ">"
    }

    mutating func close(_ name: String) { text += "</\(name)>" }

    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String>, _ content: String? = nil) {
        text += "<\(name)"
        append(attributes)
        if let content {
            text += ">\(Self.escaped(content))</\(name)>"
        } else {
            text += "/>"
        }
    }

    mutating func newline() { text += "\n" }

    mutating func line(_ name: String, x1: Double, y1: Double, x2: Double, y2: Double) {
        element(
            "line",
            [
                "class": name, "x1": coordinate(x1), "y1": coordinate(y1), "x2": coordinate(x2), "y2": coordinate(y2),
            ])
    }

    /// - Parameters:
    ///   - anchor: which part of the text is at `x`.
    ///   - position: where the text is relative to `y`, whatever size the stylesheet gives it.
    mutating func label(
        _ name: String, x: Double, y: Double, anchor: Anchor = .start, position: Position = .onLine, _ content: String
    ) {
        element(
            "text",
            [
                "class": name, "x": coordinate(x), "y": coordinate(y), "dy": position.rawValue, "text-anchor": anchor.rawValue,
            ], content)
    }

    enum Anchor: String {
        case middle, end
        /// The default of SVG.
        case start = ""
    }

    enum Position: String {
        /// The default of SVG.
        case onLine = ""
        case centred = ".33em"
        case below = "1em"
    }

    /// Attributes with an empty value are left out.
    private mutating func append(_ attributes: KeyValuePairs<String, String>) {
        for (name, value) in attributes where !value.isEmpty { text += " \(name)=\"\(Self.escaped(value))\"" }
    }

    /// For content and for attributes, on one line.
    static func escaped(_ text: String) -> String { HTMLEscape.text(text).replacing("\n", by: " ") }
}

/// `12.5,40`
func point(_ x: Double, _ y: Double) -> String { "\(coordinate(x)),\(coordinate(y))" }

func coordinate(_ value: Double) -> String { NumberText.coordinate(value) }
