import Engagement

/// The rules that next steps come from, the most pressing first; at most three apply. None: “Nothing needs your attention.”
package enum NextSteps {
    /// Fewer events are an accident.
    package static let leastEvents = 3

    /// - Parameters:
    ///   - recent: the campaigns of the last 30 days (``PeriodComparison/current``).
    ///   - all: every campaign.
    package static func steps(
        recent: [MeasuredCampaign], all: [MeasuredCampaign], mailboxes: [MailboxHealth], audience: Audience
    ) -> [NextStep] {
        let steps = [
            complaints(recent), hardBounces(recent), mismatch(all), mailboxBelowUsual(mailboxes), neverEngaged(audience),
            lapsing(audience),
        ]
        return Array(steps.compactMap { $0 }.prefix(NextStep.most))
    }

    /// The line that a rate is surely above: at least 3 events, and the lower end of the 95 % interval above it. Nil for none.
    private static func crossed(_ line: AlarmLine, _ rate: Rate) -> Double? {
        guard rate.numerator >= leastEvents, let low = rate.low else { return nil }
        return [line.critical, line.warning].first { low > $0 }
    }

    /// Σ complained ÷ Σ delivered of the last 30 days, over the campaigns whose reports of both are known.
    static func complaints(_ recent: [MeasuredCampaign]) -> NextStep? {
        let known = recent.filter { !$0.isExcluded && $0.unknownReason(of: [.sent, .bounced, .complained]) == nil }
        let rate = known.reduce(Rate(0, of: 0)) { $0 + Rate($1.counts.complained, of: $1.delivered) }
        guard let line = crossed(.complaints, rate) else { return nil }
        return NextStep(
            rule: .complaints(rate, line: line),
            finding: """
                \(counted(rate.numerator, "person", "people")) of \(Format.count(rate.denominator)) complained in the last 30 days \
                (\(Format.percent(rate))), above the line of \(Format.percent(line)).
                """,
            advice: "Write only to people who asked for it, and make unsubscribing easy to find.",
            source: NextStep.Source(text: AlarmLine.complaints.source, url: AlarmLine.complaints.url), download: .campaigns)
    }

    /// Σ hard bounces ÷ Σ sent of the last 30 days, as the summaries count both.
    static func hardBounces(_ recent: [MeasuredCampaign]) -> NextStep? {
        let rate = AlarmLine.hardBounceRate(of: recent.filter { !$0.isExcluded }.compactMap(\.record.summary))
        guard let line = crossed(.hardBounces, rate) else { return nil }
        return NextStep(
            rule: .hardBounces(rate, line: line),
            finding: """
                \(Format.count(rate.numerator)) of \(Format.count(rate.denominator)) emails bounced for good in the last 30 days \
                (\(Format.percent(rate))), above the line of \(Format.percent(line)).
                """,
            advice: "Check where the newest addresses come from, and confirm addresses before you write to them.",
            source: NextStep.Source(text: AlarmLine.hardBounces.source, url: AlarmLine.hardBounces.url), download: .campaigns)
    }

    static func mismatch(_ all: [MeasuredCampaign]) -> NextStep? {
        let campaigns = all.count { $0.reconciliation?.contradicts ?? false }
        guard campaigns > 0 else { return nil }
        return NextStep(
            rule: .mismatch(campaigns: campaigns),
            finding: "The numbers of \(counted(campaigns, "campaign")) do not match EmailOctopus.",
            advice: "See the data check: it says what is missing and what to do.", source: nil, download: .campaigns)
    }

    static func mailboxBelowUsual(_ mailboxes: [MailboxHealth]) -> NextStep? {
        let below = mailboxes.filter { $0.state == .belowUsual }
        guard let first = below.first, let usual = first.usual, let latest = first.latest.last else { return nil }
        let others = below.count == 1 ? "" : " The same holds for \(below.dropFirst().map(\.title).joined(separator: ", "))."
        return NextStep(
            rule: .mailboxBelowUsual(domains: below.map(\.domain)),
            finding: """
                Fewer people at \(first.title) opened the last two campaigns than usual there: \(Format.percent(latest.rate)) of the \
                last one within 7 days, usually \(Format.range(usual.low, usual.high)).\(others)
                """,
            advice:
                "Their filters may sort your emails out: send yourself a test at that provider, and check SPF, DKIM and DMARC.",
            source: NextStep.Source(
                text: "Both campaigns as a whole did not lie below their usual, so the cause lies at the mailbox provider.",
                url: nil), download: .mailboxProviders)
    }

    static func neverEngaged(_ audience: Audience) -> NextStep? {
        let people = audience.silentPeople
        guard people > 0 else { return nil }
        return NextStep(
            rule: .neverEngaged(people: people, share: audience.silentEmails),
            finding: """
                \(counted(people, "person has", "people have")) never opened or clicked anything, though \
                \(Audience.silentCampaigns) or more campaigns reached them: \(Format.percent(audience.silentEmails)) of each mailing on \
                average.
                """,
            advice: "Ask them once whether they want to stay, and take out who doesn't answer.",
            source: NextStep.Source(text: "EmailOctopus bills by contacts.", url: "https://emailoctopus.com/pricing"),
            download: .segment(.neverEngaged))
    }

    static func lapsing(_ audience: Audience) -> NextStep? {
        let people = audience.now.lapsing
        guard people > 0 else { return nil }
        let verb = people == 1 ? "has" : "have"
        return NextStep(
            rule: .lapsing(people: people),
            finding: """
                \(counted(people, "person", "people")) last opened or clicked 91 to 180 days ago and \(verb) not since.
                """,
            advice: "Win them back with one email of its own before they are lost.", source: nil, download: .segment(.lapsing))
    }
}
