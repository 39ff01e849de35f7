package import Engagement

/// The value at which a rate endangers delivery, and its source.
package struct AlarmLine: Hashable, Sendable {
    /// As a heading: “Complaints”.
    package let title: String
    /// “complained ÷ delivered”.
    package let formula: String
    /// 0…1.
    package let warning: Double
    package let critical: Double
    /// The source of the line in a sentence, and its address.
    package let source: String
    package let url: String

    /// Google and Yahoo ask senders of bulk mail to stay below 0.1 % and never to reach 0.3 %.
    package static let complaints = AlarmLine(
        title: "Complaints", formula: "complained ÷ delivered", warning: 0.001, critical: 0.003,
        source: "Gmail's sender guidelines: keep the spam rate below 0.1%, and avoid ever reaching 0.3%.",
        url: "https://support.google.com/a/answer/81126")

    /// Only permanent failures. The provider separates hard bounces from soft ones only in its summaries.
    package static let hardBounces = AlarmLine(
        title: "Hard bounces", formula: "hard bounced ÷ sent, both from EmailOctopus' summaries", warning: 0.02,
        critical: 0.05,
        source: "Amazon SES' sending review: keep hard bounces below 2%; an account at 5% is placed under review.",
        url: "https://docs.aws.amazon.com/ses/latest/dg/faqs-enforcement.html")

    package static let all = [complaints, hardBounces]

    /// Σ hard bounces ÷ Σ sent, as the provider's summaries count both; summaries that lack one of them are left out.
    package static func hardBounceRate(of summaries: some Sequence<Summary>) -> Rate {
        summaries.reduce(Rate(0, of: 0)) { sum, summary in
            guard let hard = summary.bouncedHard, let sent = summary.sent else { return sum }
            return sum + Rate(hard, of: sent)
        }
    }
}
