/// Computes a campaign's ``Ledger`` from the plan: who receives it, and who does what when. Costs a few hashes a recipient.
struct LedgerBuilder {
    private let plan: AccountPlan
    private let campaign: SimulatedCampaign
    private let list: ListPlan
    private let mixer: Mixer
    private var ledger = Ledger()
    /// Milliseconds between two mails, such that a campaign of any size is sent within minutes.
    private let interval: Int

    init(plan: AccountPlan, campaign: SimulatedCampaign) {
        self.plan = plan
        self.campaign = campaign
        list = plan.lists[campaign.list]
        mixer = plan.mixer
        interval = max(1, min(25, 900_000 / max(1, campaign.size)))
    }

    static func build(_ plan: AccountPlan, _ campaign: SimulatedCampaign) -> Ledger {
        var builder = LedgerBuilder(plan: plan, campaign: campaign)
        builder.send()
        builder.leave()
        builder.engage()
        builder.ledger.sort()
        return builder.ledger
    }

    private var leavers: Range<Int> { list.firstExit[campaign.turn]..<list.exits.count }

    /// Sends to all who leave at this campaign or a later one, and to a selection of the permanent contacts.
    private mutating func send() {
        let audience = list.audience(onDay: campaign.day)
        let step = Self.coprime(to: audience, near: audience * 61 / 100)
        let offset = mixer.below(audience, .subset, campaign.index)
        let stayers = campaign.size - leavers.count
        ledger.sent.reserveCapacity(campaign.size)
        var place = 0
        var number = offset
        for contact in leavers where leavers.lowerBound + campaign.size > contact {
            ledger.sent.append(Ledger.Row(contact: UInt32(contact), at: UInt32(place * interval)))
            place += 1
        }
        for _ in 0..<max(0, stayers) {
            ledger.sent.append(Ledger.Row(contact: UInt32(list.stayer(number)), at: UInt32(place * interval)))
            place += 1
            number = (number + step) % audience
        }
    }

    private static func coprime(to modulus: Int, near start: Int) -> Int {
        var step = max(1, start)
        while gcd(step, modulus) != 1 { step += 1 }
        return step
    }

    private static func gcd(_ a: Int, _ b: Int) -> Int { b == 0 ? a : gcd(b, a % b) }

    // MARK: - Contacts who leave

    private mutating func leave() {
        for row in ledger.sent.prefix(while: { Int($0.contact) < list.exits.count }) {
            let exit = list.exits[Int(row.contact)]
            guard exit.campaign == campaign.index else { break }
            let at = row.at + UInt32(plan.exitDelay(of: Int(row.contact), in: list)) * 1_000
            switch exit.kind {
            case .hardBounce: ledger.bounced.append(Ledger.Row(contact: row.contact, at: at, detail: 1))
            case .unsubscribe: ledger.unsubscribed.append(Ledger.Row(contact: row.contact, at: at))
            case .complaint: ledger.complained.append(Ledger.Row(contact: row.contact, at: at))
            }
            if exit.opens {
                let reading = UInt32(8 + mixer.below(40, .openDelay, list.index, Int(row.contact))) * 1_000
                open(Ledger.Row(contact: row.contact, at: max(row.at + 2_000, at - reading)))
            }
        }
    }

    // MARK: - Permanent contacts

    private mutating func engage() {
        let stayers = ledger.sent.drop { Int($0.contact) < list.exits.count }
        let bounces = picked(campaign.softBounced.total, of: stayers, by: .bounce, propensity: \.bounces)
        for row in bounces {
            let delay = 5 + mixer.below(2_400, .bounceTime, campaign.index, Int(row.contact))
            ledger.bounced.append(Ledger.Row(contact: row.contact, at: row.at + UInt32(delay) * 1_000))
        }
        let bounced = Set(bounces.map(\.contact))
        let ghosts = mixer.rounded(Double(campaign.clicked.total) * 0.035, campaign.index, 1)
        let early = ledger.opened.filter { Int64($0.at) / 1_000 + campaign.sentAt < AccountPlan.start }.count
        let before = max(0, campaign.opened.before - early)
        let later = max(0, campaign.opened.later - (ledger.opened.count - early))
        let readers = picked(
            before + later + ghosts, of: stayers.filter { !bounced.contains($0.contact) }, by: .open, propensity: \.opens)
        let openers = readers.prefix(before + later).enumerated().map { place, row in
            Ledger.Row(contact: row.contact, at: row.at + openDelay(of: row, isLater: place >= before))
        }
        for row in openers { open(row) }
        let ghostsAreLater = campaign.clicked.before == 0
        for row in readers.dropFirst(before + later) {
            click(Ledger.Row(contact: row.contact, at: row.at + openDelay(of: row, isLater: ghostsAreLater)))
        }
        let quota = campaign.clicked
        // A small campaign may have fewer permanent contacts than planned readers.
        clickThrough(openers.prefix(before), count: quota.before - (ghostsAreLater ? 0 : ghosts), isLater: false)
        clickThrough(openers.dropFirst(before), count: quota.later - (ghostsAreLater ? ghosts : 0), isLater: true)
    }

    /// Milliseconds after the contact's mail was sent.
    private func openDelay(of row: Ledger.Row, isLater: Bool) -> UInt32 {
        let contact = Int(row.contact)
        let age = max(0, AccountPlan.start - campaign.sentAt)
        let passed = DecayCurve.share(by: Double(age))
        let part = mixer.unit(.openTime, campaign.index, contact)
        let plain = DecayCurve.seconds(at: isLater ? passed + part * (1 - passed) : part * passed)
        var delay = Int64(plain)
        // People who would read at night read in the morning instead; machines read at any time.
        if plain > 1_800 {
            let hour = mixer.unit(.nightShift, campaign.index, contact)
            while DecayCurve.activity(at: campaign.sentAt + delay) < hour { delay += 3_600 }
        }
        let margin = Int64(row.at) / 1_000 + 1
        if isLater {
            delay = max(delay, age + 60)
        } else if delay + margin > age {
            delay = min(Int64(plain), age - margin)
        }
        // The report's times are whole seconds, but rows are ordered by milliseconds.
        return UInt32(max(1, delay) * 1_000) + UInt32(mixer.below(900, .machine, campaign.index, contact))
    }

    private mutating func open(_ row: Ledger.Row) {
        ledger.opened.append(row)
        ledger.opens.append(row)
        var at = row.at
        var turn = 1
        while turn < 6, mixer.unit(.reopen, campaign.index, Int(row.contact), turn) < 0.34 {
            at += UInt32(60 + mixer.below(50_000, .openDelay, campaign.index, Int(row.contact), turn)) * 1_000
            ledger.opens.append(Ledger.Row(contact: row.contact, at: at))
            turn += 1
        }
    }

    /// Lets some of those who opened click, seconds or minutes later.
    private mutating func clickThrough(_ openers: ArraySlice<Ledger.Row>, count: Int, isLater: Bool) {
        let age = UInt32(clamping: (AccountPlan.start - campaign.sentAt) * 1_000)
        for row in picked(count, of: openers, by: .click, propensity: \.clicks) {
            let delay = UInt32(4 + mixer.below(240, .clickTime, campaign.index, Int(row.contact))) * 1_000
            // A click that counts for day 0 must come before day 0.
            let latest = isLater ? UInt32.max : max(age, row.at)
            click(Ledger.Row(contact: row.contact, at: min(row.at + delay, latest)))
        }
    }

    /// Adds a click, and for some contacts a click on a second link.
    private mutating func click(_ row: Ledger.Row) {
        let contact = Int(row.contact)
        let weights = CampaignTexts.linkWeights
        let draw = mixer.below(weights.reduce(0, +), .clickLink, campaign.index, contact)
        let first = Ledger.Row(contact: row.contact, at: row.at, detail: UInt32(CampaignTexts.link(drawn: draw)))
        ledger.clicked.append(first)
        ledger.clicks.append(first)
        if mixer.unit(.reclick, campaign.index, contact) < 0.3 {
            let second = (first.detail + 1) % UInt32(weights.count)
            ledger.clicks.append(Ledger.Row(contact: row.contact, at: row.at + 45_000, detail: second))
        }
    }

    /// Selects recipients: each draws a number, smaller on average for a higher propensity, and the smallest numbers are
    /// selected. The result is in order of the numbers, so a larger selection begins with the smaller one.
    private func picked(
        _ count: Int, of rows: some Collection<Ledger.Row>, by purpose: Mixer.Purpose, propensity: KeyPath<Propensity, Double>
    ) -> [Ledger.Row] {
        guard count > 0 else { return [] }
        var draws: [(draw: Double, row: Ledger.Row)] = []
        draws.reserveCapacity(rows.count)
        for row in rows {
            let contact = Int(row.contact)
            var propensity = Propensity(mixer: mixer, list: list.index, contact: contact)[keyPath: propensity]
            if purpose == .open { propensity *= plan.visibility(of: contact, in: list, sentAt: campaign.sentAt) }
            draws.append((mixer.unit(purpose, campaign.index, contact) / propensity, row))
        }
        draws.sort { ($0.draw, $0.row.contact) < ($1.draw, $1.row.contact) }
        return draws.prefix(count).map(\.row)
    }
}
