/// From the first to the last position on the horizontal axis.
struct HorizontalSpan {
    private let low: Double
    private let high: Double
    private let frame: PlotFrame

    init(xs: [Double], frame: PlotFrame) {
        low = xs.min() ?? 0
        high = xs.max() ?? 0
        self.frame = frame
    }

    func holds(_ position: Double) -> Bool { low <= position && position <= high }

    /// A single point is in the middle.
    func x(_ position: Double) -> Double {
        let share = high > low ? (position - low) / (high - low) : 0.5
        return frame.left + 6 + share * (frame.right - frame.left - 12)
    }
}
