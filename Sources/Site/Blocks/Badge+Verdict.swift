import Metrics

extension Badge {
    /// How a campaign's opens (clicks) compare with what is usual at its age: “opens higher than usual”.
    init(_ verdict: Verdict, namesResponse: Bool = true) {
        let name = namesResponse ? "\(verdict.response.plural) " : ""
        text = name + verdict.words
        tone = verdict.state == .higher ? .good : verdict.state == .lower ? .bad : .calm
        explanation = verdict.explanation
    }
}

extension Verdict {
    /// Without the name of the response: “higher than usual”.
    var words: String {
        switch state {
        case .higher: "▲ higher than usual"
        case .lower: "▼ lower than usual"
        case .usual: isWithinChance ? "no clear difference" : "as usual"
        case .tooEarly: "too early to compare"
        case .tooFew: hasTooFewResponses ? "too few to compare" : "not compared yet"
        case .unknown: "not compared"
        }
    }

    /// `3.7%, usually 1.3–2.8% at that age (30 earlier campaigns)`
    var explanation: String? {
        if let reason { return "\(reason.words.prefix(1).uppercased())\(reason.words.dropFirst())." }
        guard let rate else { return "Less than an hour had passed." }
        guard let usual else {
            return
                "There \(peers == 1 ? "is" : "are") \(counted(peers ?? 0, "earlier campaign")) to compare with; \(UsualRange.leastPeers) are needed."
        }
        return
            "\(Format.percent(rate)), usually \(Format.range(usual.low, usual.high)) at that age, as \(usual.peers) earlier campaigns show."
    }
}
