/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers from the same seed on every machine, so that a failing property test
/// can be run again.
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    /// True with a probability of `percent`.
    package mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

    package mutating func pick<Value>(_ values: [Value]) -> Value { values[int(0...values.count - 1)] }

    /// Each of the values with a probability of `percent`, in their order.
    package mutating func some<Value>(of values: [Value], percent: Int) -> [Value] {
        var result: [Value] = []
        for value in values where chance(percent) { result.append(value) }
        return result
    }
}
