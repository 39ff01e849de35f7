import Basics
import Engagement

/// One campaign's result in words, as the first thing that anybody reads of it:
///
/// “*Name* reached 1,714 people on Sun 1 Nov, 15:00. After 15 hours 2.0% had opened, as usual at that age (1.3–2.8%); 3 had
/// clicked, 1 unsubscribed.”
///
/// No word depends on when it is read. What is not known says why.
package struct CampaignSentence: Hashable, Sendable {
    /// The campaign's name, so that it can be made a link.
    package let name: String
    /// What follows the name, with its leading blank.
    package let rest: String

    package var text: String { name + rest }

    /// - Parameters:
    ///   - year: of the run that is shown, in the time zone; a campaign of another year has its year in the date.
    package init(
        _ campaign: MeasuredCampaign, _ verdicts: CampaignVerdicts, name: String, in calendar: LocalCalendar, year: Int
    ) {
        self.name = name
        rest = Wording(campaign: campaign, verdicts: verdicts, calendar: calendar, year: year).rest
    }
}

/// The parts of the sentence.
private struct Wording {
    let campaign: MeasuredCampaign
    let verdicts: CampaignVerdicts
    let calendar: LocalCalendar
    let year: Int

    var rest: String {
        if campaign.isBeingSent { return " is still being sent." }
        return ([reach] + results + [unknowns, peers].compactMap { $0 }).joined(separator: " ")
    }

    // MARK: Who was reached

    private var reach: String {
        let date = campaign.sentAt.map { " on \(moment($0))" } ?? ""
        if let reason = campaign.unknownReason(of: [.sent, .bounced]) {
            return " was sent\(date). How many people it reached is not known: \(reason.words)."
        }
        return campaign.delivered == 0
            ? " reached nobody\(date)." : " reached \(counted(campaign.delivered, "person", "people"))\(date)."
    }

    /// `Sun 1 Nov, 15:00`
    private func moment(_ time: Timestamp) -> String {
        let moment = calendar.moment(of: time)
        let date = moment.date
        let year = date.year == year ? "" : " \(date.year)"
        let day = "\(HeatMap.weekdays[date.weekday].prefix(3)) \(date.day) \(MonthName.abbreviated[date.month - 1])\(year)"
        return "\(day), \(moment.hour.padded(to: 2)):\(moment.minute.padded(to: 2))"
    }

    // MARK: What they did

    private var isAfterMonth: Bool { campaign.age.map { $0.hours >= Age.mostHours } ?? false }

    /// `After 15 hours`, `After 3 days and 4 hours`, `In 30 days`
    private var span: String {
        guard let age = campaign.age else { return "In all" }
        if isAfterMonth { return "In 30 days" }
        return "After \(Format.exactAge(hours: age.hours))"
    }

    /// One sentence, or none: where nobody was reached, or the report of recipients is not known, there is nothing to say.
    private var results: [String] {
        guard campaign.delivered > 0, campaign.unknownReason(of: [.sent, .bounced]) == nil else { return [] }
        if verdicts.open.state == .tooEarly || verdicts.click.state == .tooEarly {
            return ["Less than an hour had passed at this update, which is too early to compare."]
        }
        let responses = [verdicts.open, verdicts.click].compactMap(clause)
        let parts = responses + [unsubscribed(isAlone: responses.isEmpty)].compactMap { $0 }
        return parts.isEmpty ? [] : ["\(span) \(joined(parts))."]
    }

    /// With a semicolon beside a part that holds a comma itself, else with a comma.
    private func joined(_ parts: [String]) -> String {
        zip(parts, parts.dropFirst()).reduce(parts[0]) { text, pair in
            let hasComma = pair.0.contains(", ") || pair.1.contains(", ")
            return text + (hasComma ? "; " : ", ") + pair.1
        }
    }

    private func clause(_ verdict: Verdict) -> String? {
        guard let rate = verdict.rate else { return nil }
        let verb = isAfterMonth ? verdict.response.participle : "had \(verdict.response.participle)"
        if verdict.hasTooFewResponses { return "\(number(rate.numerator)) \(verb)" }
        return "\(share(rate)) \(verb)\(comparison(verdict))"
    }

    /// `, as usual at that age (1.3–2.8%)`
    private func comparison(_ verdict: Verdict) -> String {
        guard let usual = verdict.usual else { return "" }
        let age = verdict.response == .open && !isAfterMonth ? " at that age" : ""
        let range = "(\(Format.range(usual.low, usual.high)))"
        return switch verdict.state {
        case .higher: ", higher than usual\(age) \(range)"
        case .lower: ", lower than usual\(age) \(range)"
        case .usual where verdict.isWithinChance: ", no clear difference from usual\(age) \(range)"
        case .usual: ", as usual\(age) \(range)"
        case .tooEarly, .unknown, .tooFew: ""
        }
    }

    /// Those within the age that is compared at, where their times are known; else all.
    private func unsubscribed(isAlone: Bool) -> String? {
        guard campaign.unknownReason(of: [.unsubscribed]) == nil else { return nil }
        let (all, curve) = (campaign.counts.unsubscribed, campaign.measurement.unsubscribes)
        let isTimed = (all - curve.total) * 50 <= all
        let count = isTimed ? campaign.age.map { curve.count(within: $0.comparing) } ?? all : all
        return "\(number(count)) \(isAlone && !isAfterMonth ? "had " : "")unsubscribed"
    }

    private func number(_ count: Int) -> String { count == 0 ? "nobody" : Format.count(count) }

    /// Of fewer than 30 people a percentage would say more than is known.
    private func share(_ rate: Rate) -> String {
        rate.denominator < Peers.leastDelivered
            ? "\(Format.count(rate.numerator)) of \(Format.count(rate.denominator))" : Format.percent(rate)
    }

    // MARK: What is not known, and what it is not compared with

    private var unknowns: String? {
        guard campaign.delivered > 0, campaign.unknownReason(of: [.sent, .bounced]) == nil else { return nil }
        var sentences: [String] = []
        let unknown = [verdicts.open, verdicts.click].compactMap { verdict in
            verdict.reason.map { (verdict.response, $0) }
        }
        if unknown.count == 2, unknown[0].1 == unknown[1].1, final(unknown[0].0) == nil {
            sentences.append("How many opened and clicked is not known: \(unknown[0].1.words).")
        } else {
            sentences = unknown.map(sentence)
        }
        if let reason = campaign.unknownReason(of: [.unsubscribed]) {
            sentences.append("How many unsubscribed is not known: \(reason.words).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    private func sentence(_ response: ResponseKind, _ reason: UnknownReason) -> String {
        if case .doubtfulZero = reason { return "\(reason.words.prefix(1).uppercased())\(reason.words.dropFirst())." }
        guard let rate = final(response) else {
            return "How many \(response.participle) is not known: \(reason.words)."
        }
        let time = campaign.isMature || campaign.age == nil ? "In all" : "So far"
        return "\(time) \(share(rate)) \(response.participle), which can't be compared at the same age: \(reason.words)."
    }

    /// The rate as it stands, where only its times are not known.
    private func final(_ response: ResponseKind) -> Rate? { campaign.finalRate(response) }

    private var peers: String? {
        let lacking = [verdicts.open, verdicts.click].first { $0.state == .tooFew && $0.usual == nil }
        guard campaign.delivered > 0, let count = lacking?.peers else { return nil }
        let need = "\(UsualRange.leastPeers) are needed"
        return switch count {
        case 0: "There is no earlier campaign to compare with; \(need)."
        case 1: "There is only 1 earlier campaign to compare with; \(need)."
        default: "There are only \(count) earlier campaigns to compare with; \(need)."
        }
    }
}
