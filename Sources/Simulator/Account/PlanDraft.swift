/// Computes the parts of an ``AccountPlan`` from seed and size, step by step.
struct PlanDraft {
    let mixer: Mixer
    let size: AccountSize
    private var sentAt: [Int64] = []
    private var days: [Int] = []
    private var listOf: [Int] = []
    private var turnOf: [Int] = []
    private var listSizes: [Int] = []
    private var sizes: [Int] = []
    private var opened: [SimulatedCampaign.Quota] = []
    private var clicked: [SimulatedCampaign.Quota] = []
    private var soft: [SimulatedCampaign.Quota] = []
    private var hard: [SimulatedCampaign.Quota] = []
    private var unsubscribed: [SimulatedCampaign.Quota] = []
    private var complained: [SimulatedCampaign.Quota] = []

    /// The largest share of a list that leaves, and the largest share that receives one campaign.
    private static let leaverShare = 0.12
    private static let audienceShare = 0.87

    init(mixer: Mixer, size: AccountSize) {
        self.mixer = mixer
        self.size = size
    }

    private var initial: Int { size.sentCampaigns }
    private var meanSize: Double { Double(size.participants) / Double(initial) }
    // The real account's smallest and largest campaign, in proportion: 1,677 and 2,338 at a mean of 1,876.6.
    private var smallest: Int { max(1, Int((meanSize * 0.89365).rounded())) }
    private var largest: Int { max(1, Int((meanSize * 1.2459).rounded())) }

    /// Chooses the times of sending: on working days between 13 and 18 h UTC over eight months, the last one shortly before
    /// day 0, then one every third day. Two campaigns are sent within three seconds, and the provider lists them in the wrong
    /// order.
    mutating func schedule() {
        let first = AccountPlan.start - 244 * 86_400
        let last = AccountPlan.start - 2 * 86_400
        for number in 0..<initial {
            let even = initial == 1 ? last : first + (last - first) * Int64(number) / Int64(initial - 1)
            sentAt.append(workingMoment(even / 86_400, number))
        }
        sentAt.sort()
        for number in 1..<max(1, initial) where sentAt[number] <= sentAt[number - 1] {
            sentAt[number] = sentAt[number - 1] + 420
        }
        if let pair = twins { sentAt[pair + 1] = sentAt[pair] + 3 }
        days = Array(repeating: 0, count: initial)
        for day in 1...AccountPlan.lastDay where AccountPlan.bringsCampaign(day: day) {
            sentAt.append(
                AccountPlan.now(onDay: day - 1) + 9 * 3_600 + Int64(mixer.below(3_000, .schedule, sentAt.count)))
            days.append(day)
        }
        var turns = Array(repeating: 0, count: size.lists)
        for number in sentAt.indices {
            let list = (number + number / size.lists * 2) % size.lists
            listOf.append(list)
            turnOf.append(turns[list])
            turns[list] += 1
        }
    }

    /// The first of the two campaigns that are listed in the wrong order.
    private var twins: Int? { initial >= 5 ? initial * 3 / 5 : nil }

    private func workingMoment(_ day: Int64, _ number: Int) -> Int64 {
        // 1970-01-01 was a Thursday: 2 is a Saturday, 3 a Sunday. Moved back, so that the newest campaign is before day 0.
        let shift: Int64 = day % 7 == 2 ? 1 : day % 7 == 3 ? 2 : 0
        return (day - shift) * 86_400 + 13 * 3_600 + Int64(mixer.below(5 * 3_600, .schedule, number))
    }

    /// Chooses the sizes of the lists: all different, and each large enough for any of its campaigns.
    mutating func settleListSizes() {
        let count = size.lists
        for list in 0..<count {
            let lean = count == 1 ? 0 : Double(list) / Double(count - 1) - 0.5
            let share = (1 - 0.27 * lean) / Double(count)
            listSizes.append(max(Int(Double(size.contacts) * share), Int(meanSize * 1.08 / Self.audienceShare) + 2))
        }
    }

    private func limit(_ list: Int) -> Int {
        min(largest, Int(Double(listSizes[list]) * Self.audienceShare))
    }

    /// Chooses the sizes of the campaigns. Their sum is exact; one campaign has the smallest size, one the largest, and one fills
    /// its last page exactly.
    mutating func settleCampaignSizes() {
        for number in sentAt.indices {
            let span = max(0, limit(listOf[number]) - smallest)
            sizes.append(smallest + mixer.below(span + 1, .campaignSize, number))
        }
        var fixed: Set<Int> = []
        if initial >= 4 {
            let inFirstList = (initial / 4..<initial).first { listOf[$0] == 0 } ?? 0
            sizes[inFirstList] = limit(0)
            fixed.insert(inFirstList)
            if let number = (initial / 2..<initial).first(where: { !fixed.contains($0) }) {
                sizes[number] = smallest
                fixed.insert(number)
            }
            let full = (smallest / 100 + 1) * 100
            if let number = (initial * 3 / 4..<initial).first(where: { !fixed.contains($0) && full <= limit(listOf[$0]) }) {
                sizes[number] = full
                fixed.insert(number)
            }
        }
        spreadRest(over: (0..<initial).filter { !fixed.contains($0) })
    }

    private mutating func spreadRest(over numbers: [Int]) {
        var rest = size.participants - sizes[..<initial].reduce(0, +)
        while rest != 0 {
            let step = max(1, abs(rest) / numbers.count)
            let before = rest
            for number in numbers where rest != 0 {
                let wanted = sizes[number] + min(step, abs(rest)) * rest.signum()
                let taken = min(max(wanted, smallest), limit(listOf[number])) - sizes[number]
                sizes[number] += taken
                rest -= taken
            }
            if rest == before {
                // In a very small account the bounds leave no room: the last campaign takes the rest, and its list grows.
                let number = numbers[numbers.count - 1]
                sizes[number] = max(1, sizes[number] + rest)
                listSizes[listOf[number]] = max(
                    listSizes[listOf[number]], Int(Double(sizes[number]) / Self.audienceShare) + 2)
                rest = 0
            }
        }
    }

    // MARK: - Numbers of opens, clicks, bounces and exits

    /// A total of the real account in proportion to the size; exact on day 0.
    private func total(_ real: Int) -> Int { Int((Double(real * size.participants) / 129_483).rounded()) }

    mutating func settleQuotas() {
        opened = quotas(real: 4_778, variety: 0.55, tells: 1, decays: true)
        clicked = quotas(real: 272, variety: 0.9, tells: 1, decays: true)
        hard = quotas(real: 709, variety: 0.5, tells: 2, decays: false)
        soft = quotas(real: 1_316, variety: 0.5, tells: 3, decays: false)
        unsubscribed = quotas(real: 73, variety: 0.8, tells: 4, decays: true)
        complained = quotas(real: 24, variety: 0.8, tells: 5, decays: true)
    }

    /// - Parameters:
    ///   - variety: how much campaigns differ.
    ///   - tells: the number by which they differ; opens and clicks have the same.
    ///   - decays: true if the events come over weeks, false if they come at once.
    private func quotas(real: Int, variety: Double, tells: Int, decays: Bool) -> [SimulatedCampaign.Quota] {
        let appeal = sentAt.indices.map { number in
            let draw = mixer.unit(.appeal, number, tells) + mixer.unit(.appeal, number, tells, 1) - 1
            return (1 + variety * draw) * (tells == 1 ? prominence(of: number) : 1)
        }
        let passed = sentAt.map {
            decays ? DecayCurve.share(by: Double(AccountPlan.start - $0)) : $0 < AccountPlan.start ? 1 : 0
        }
        let weights = sentAt.indices.map { Double(sizes[$0]) * appeal[$0] * passed[$0] }
        let before = apportioned(total(real), by: Array(weights[..<initial]))
        let rate = Double(real) / 129_483
        return sentAt.indices.map { number in
            let later = Double(sizes[number]) * rate * appeal[number] * (1 - passed[number])
            return SimulatedCampaign.Quota(
                before: number < initial ? before[number] : 0, later: mixer.rounded(later, number, real))
        }
    }

    /// In an account of a certain size one campaign is opened far more than the others, and one far less.
    private func prominence(of number: Int) -> Double {
        guard initial >= 30 else { return 1 }
        switch initial - number {
        case 6: return 2.6
        case 9: return 0.3
        default: return 1
        }
    }

    /// Whole numbers in proportion to the weights, whose sum is the total, by the method of largest remainders.
    private func apportioned(_ total: Int, by weights: [Double]) -> [Int] {
        let sum = weights.reduce(0, +)
        let exact = weights.map { $0 / sum * Double(total) }
        var counts = exact.map { Int($0) }
        let order = weights.indices.sorted { (exact[$0] - Double(counts[$0]), $1) > (exact[$1] - Double(counts[$1]), $0) }
        for number in order.prefix(total - counts.reduce(0, +)) { counts[number] += 1 }
        return counts
    }

    // MARK: - The result

    /// In proportion to the real account, 8 of 73 unsubscribe and 10 of 24 complain without having opened.
    private struct Leaving {
        var unsubscribed = 0
        var complained = 0

        mutating func opens(_ kind: Exit.Kind) -> Bool {
            switch kind {
            case .hardBounce: return false
            case .unsubscribe:
                unsubscribed += 1
                return unsubscribed * 8 % 73 >= 8
            case .complaint:
                complained += 1
                return complained * 10 % 24 >= 10
            }
        }
    }

    func makeLists() -> [ListPlan] {
        var exits = Array(repeating: [Exit](), count: size.lists)
        var leaving = Leaving()
        for number in sentAt.indices {
            let list = listOf[number]
            let kinds: [(Exit.Kind, SimulatedCampaign.Quota)] = [
                (.hardBounce, hard[number]), (.unsubscribe, unsubscribed[number]), (.complaint, complained[number]),
            ]
            let wanted = kinds.reduce(0) { $0 + $1.1.total }
            let room = Int(Double(listSizes[list]) * Self.leaverShare) - exits[list].count
            guard wanted <= room || number < initial else { continue }
            for (kind, quota) in kinds {
                for place in 0..<quota.total {
                    exits[list].append(
                        Exit(campaign: number, kind: kind, isLater: place >= quota.before, opens: leaving.opens(kind)))
                }
            }
        }
        return (0..<size.lists).map { list in
            let turns = sentAt.indices.filter { listOf[$0] == list }
            let biggest = turns.map { sizes[$0] }.max() ?? 0
            return ListPlan(
                index: list, exits: exits[list], size: max(listSizes[list], exits[list].count + biggest + 1),
                pending: 1 + listSizes[list] / 200,
                joinsPerDay: list > 1 && list == size.lists - 1 ? 0 : 1 + listSizes[list] / 1_500,
                firstExit: turns.map { turn in exits[list].firstIndex { $0.campaign >= turn } ?? exits[list].count })
        }
    }

    func makeCampaigns() -> [SimulatedCampaign] {
        sentAt.indices.map { number in
            let hours = days[number] == 0 ? 1 + mixer.below(60, .creation, number) : 30
            let isSecondTwin = twins.map { number == $0 + 1 } ?? false
            return SimulatedCampaign(
                index: number, list: listOf[number], turn: turnOf[number], size: sizes[number],
                createdAt: sentAt[number] - Int64(hours) * 3_600 - Int64(mixer.below(3_600, .creation, number, 1)),
                sentAt: sentAt[number], listedAt: sentAt[number] - (isSecondTwin ? 4 : 0), day: days[number],
                opened: opened[number], clicked: clicked[number], softBounced: soft[number])
        }
    }
}
