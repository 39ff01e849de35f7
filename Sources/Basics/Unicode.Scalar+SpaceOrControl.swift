extension Unicode.Scalar {
    /// True for the space, C0 and C1 controls, and the line and paragraph separators.
    package var isSpaceOrControl: Bool {
        switch value {
        case 0...0x20, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }
}
