extension StringProtocol {
    /// False for a text that shows nothing on a page: one of nothing but blanks, separators, controls, characters that Unicode says
    /// to ignore (zero-width, direction marks, variation selectors, fillers), and marks without a letter to be on.
    package var isVisible: Bool { unicodeScalars.contains(where: \.isVisible) }
}

extension Unicode.Scalar {
    /// A character that is not assigned yet may be one that newer fonts draw.
    fileprivate var isVisible: Bool {
        switch properties.generalCategory {
        case .control, .format, .surrogate, .spaceSeparator, .lineSeparator, .paragraphSeparator, .nonspacingMark, .enclosingMark,
            .spacingMark:
            false
        default: !properties.isDefaultIgnorableCodePoint && !properties.isNoncharacterCodePoint && !Self.blank.contains(self)
        }
    }

    /// Symbols by their category, but drawn as nothing: Braille's blank, an object's place in a text, the empty note head.
    private static let blank: Set<Unicode.Scalar> = ["\u{2800}", "\u{FFFC}", "\u{1D159}"]
}

/// What people call something by: the first text that shows anything, else the last resort, such as an id.
package func shownName(_ names: String?..., otherwise: String) -> String {
    names.lazy.compactMap { $0 }.first(where: \.isVisible) ?? otherwise
}
