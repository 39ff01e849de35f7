/// A hash from coordinates (the purpose, the campaign, the contact) to bits that look random and are always the same, by which
/// the account is computed instead of stored: SplitMix64's finalizer over every coordinate,
/// <https://prng.di.unimi.it/splitmix64.c>.
struct Mixer: Sendable {
    let seed: UInt64

    /// The purpose of a number, so that two numbers of one contact are not correlated.
    enum Purpose: UInt64 {
        case campaignSize = 1, appeal, schedule, creation, rounding, subset
        case open, openTime, openDelay, reopen, machine, nightShift
        case click, clickTime, clickLink, reclick, ghost
        case bounce, bounceTime, exit, exitDelay
        case identity, node, name, domain, place, energy, blank, phone, tag, interest, signup
        case change, changeTime
        case propensity = 36
        case fault
    }

    func bits(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> UInt64 {
        var state = Self.finalized(seed ^ (purpose.rawValue &* 0x9e37_79b9_7f4a_7c15))
        state = Self.finalized(state ^ UInt64(bitPattern: Int64(a)))
        state = Self.finalized(state &+ UInt64(bitPattern: Int64(b)) &* 0xd1b5_4a32_d192_ed03)
        return c == 0 ? state : Self.finalized(state ^ UInt64(bitPattern: Int64(c)) &* 0x8cb9_2ba7_2f3d_8dd7)
    }

    /// In [0, 1).
    func unit(_ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Double {
        Double(bits(purpose, a, b, c) >> 11) * 0x1p-53
    }

    /// In 0 ..< limit.
    func below(_ limit: Int, _ purpose: Purpose, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Int {
        Int(bits(purpose, a, b, c).multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// The value's whole part, or one more, such that the mean over many calls is the value.
    func rounded(_ value: Double, _ a: Int, _ b: Int) -> Int {
        let whole = value.rounded(.down)
        return Int(whole) + (unit(.rounding, a, b) < value - whole ? 1 : 0)
    }

    private static func finalized(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9e37_79b9_7f4a_7c15
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
