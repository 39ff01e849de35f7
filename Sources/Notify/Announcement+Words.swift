import Engagement
import Metrics

extension Announcement {
    var event: Event {
        if !problems.isEmpty { return .problem }
        if !over.isEmpty { return .over }
        if !results.isEmpty { return .campaign }
        return isWelcome ? .welcome : .digest
    }

    /// What the message is about, in a few words.
    func headline(on night: Night) -> String {
        switch event {
        case .problem:
            if problems.contains(where: { $0.id == .failure }) { return "the update failed" }
            let campaigns = Set(problems.compactMap(\.id.campaign)).count
            return campaigns == 0
                ? "something is wrong with the numbers"
                : "the numbers of \(counted(campaigns, "campaign")) do not match EmailOctopus"
        case .over:
            if !night.problems.isEmpty { return "a problem is over" }
            return over.allSatisfy { $0.id == .failure } ? "the update works again" : "the numbers match EmailOctopus again"
        case .campaign:
            guard results.count == 1, let result = results.first else {
                return "results of \(counted(results.count, "campaign"))"
            }
            return "“\(result.title)” after \(Format.roundedAge(hours: result.ageInHours))"
        case .welcome: return "messages begin"
        case .digest, .test: return "the week in campaigns"
        }
    }

    /// The one sentence that says most.
    func sentence(on night: Night) -> String {
        problems.first?.sentence ?? over.first?.sentence ?? results.first?.sentence ?? night.latestOrNone
    }
}

extension Announcement.Over {
    var sentence: String {
        guard wasTold else { return "\(whileUntold) It is over; no message could be sent while it lasted." }
        if id == .failure { return "The update works again." }
        let report = id.report.flatMap(ReportKind.init(rawValue:)).map { UnknownReason.rows($0) }
        let subject = report.map { "the \($0) match EmailOctopus again" } ?? "an earlier problem with the numbers is over"
        guard let campaign else { return subject.prefix(1).uppercased() + subject.dropFirst() + "." }
        return "“\(campaign)”: \(subject)."
    }

    private var whileUntold: String {
        if id == .failure { return "An update failed." }
        let report = id.report.flatMap(ReportKind.init(rawValue:)).map { UnknownReason.rows($0) }
        let subject = report.map { "the \($0) did not match EmailOctopus" } ?? "something was wrong with the numbers"
        guard let campaign else { return subject.prefix(1).uppercased() + subject.dropFirst() + "." }
        return "“\(campaign)”: \(subject)."
    }
}

extension Night {
    var latestOrNone: String { latest ?? "No campaign has been sent yet." }

    /// `69 campaigns, 129,483 emails sent, 12,268 people reached.`
    var totalsSentence: String? {
        totals.map {
            "\(counted($0.campaigns, "campaign")), \(counted($0.recipients, "email")) sent, "
                + "\(counted($0.people, "person", "people")) reached."
        }
    }

    /// Nil where nothing was measured.
    var proofSentence: String? {
        guard totals != nil else { return nil }
        return mismatchedReports == 0
            ? "Nothing contradicts EmailOctopus' own totals."
            : "\(counted(mismatchedReports, "report does", "reports do")) not match EmailOctopus."
    }
}
