import Engagement
import Metrics

extension Counts {
    var json: JSON {
        .object([
            ("sent", .integer(sent)), ("delivered", .integer(delivered)), ("opened", .integer(opened)),
            ("opened_reported", .integer(openedReported)), ("clicked", .integer(clicked)),
            ("engaged", .integer(engaged)),
            ("bounced", .integer(bounced)), ("complained", .integer(complained)),
            ("unsubscribed", .integer(unsubscribed)),
            ("participants", .integer(participants)),
        ])
    }
}

extension Rate {
    var json: JSON { .object([("value", .number(value)), ("low", .number(low)), ("high", .number(high))]) }
}

extension CampaignVerdicts {
    /// Of a campaign: its age when the run began, and how it compares at that age. What is not known is null.
    var members: [(String, JSON)] {
        [
            ("age_hours", .integer(age?.hours)), ("is_mature", age.map { .flag($0.isMature) } ?? .null),
            ("verdict", .object([("open", open.json), ("click", click.json)])),
        ]
    }
}

extension Verdict {
    fileprivate var json: JSON {
        .object([
            ("state", .string(state.rawValue)), ("value", .number(value)), ("usual_low", .number(usual?.low)),
            ("usual_high", .number(usual?.high)), ("median", .number(usual?.median)), ("peers", .integer(peers)),
        ])
    }
}

extension Rates {
    var json: JSON {
        .object([
            ("open", open.json), ("click", click.json), ("click_to_open", clickToOpen.json), ("engaged", engaged.json),
            ("unsubscribe", unsubscribe.json), ("complaint", complaint.json), ("bounce", bounce.json),
        ])
    }
}

extension Summary {
    /// As the provider gives it, in both versions of its API.
    var json: JSON {
        .object([
            ("sent", .integer(sent)),
            ("bounced", .object([("soft", .integer(bouncedSoft)), ("hard", .integer(bouncedHard))])),
            ("opened", .object([("total", .integer(openedTotal)), ("unique", .integer(openedUnique))])),
            ("clicked", .object([("total", .integer(clickedTotal)), ("unique", .integer(clickedUnique))])),
            ("complained", .integer(complained)), ("unsubscribed", .integer(unsubscribed)),
        ])
    }
}

extension CampaignReconciliation {
    var json: JSON {
        .object([
            ("state", .string(state.rawValue)), ("contradicts", .flag(contradicts)),
            ("kinds", .object(kinds.map { ($0.kind.rawValue, $0.json) })),
        ])
    }
}

extension KindReconciliation {
    var json: JSON {
        .object([
            ("state", .string(state.rawValue)), ("rows", .integer(stored)),
            ("expected", .integer(expected?.upperBound)),
            ("expected_before", .integer(certificate?.expectedBefore)),
            ("expected_after", .integer(certificate?.expectedAfter)),
            ("walked", .integer(walked)), ("accepted", .flag(isAccepted)),
        ])
    }
}

extension Totals {
    var json: JSON {
        .object([
            ("campaigns", .integer(campaigns)), ("participants", .integer(counts.participants)),
            ("people", .integer(people)),
            ("sent", .integer(counts.sent)), ("delivered", .integer(counts.delivered)),
            ("opened", .integer(counts.opened)),
            ("opened_reported", .integer(counts.openedReported)), ("clicked", .integer(counts.clicked)),
            ("engaged", .integer(counts.engaged)), ("bounced", .integer(counts.bounced)),
            ("complained", .integer(counts.complained)), ("unsubscribed", .integer(counts.unsubscribed)),
            ("engaged_people", .integer(engagedPeople)),
        ])
    }
}

extension Run {
    /// The members of a run, wherever it is listed.
    var members: [(String, JSON)] {
        [
            ("id", .string(id)), ("number", .integer(Int(number))), ("started_at", .time(startedAt)),
            ("ended_at", .time(endedAt)),
            ("state", .string(state.rawValue)), ("api", .string(api)), ("full", .flag(isFull)),
            ("covers_account", .flag(coversAccount)), ("requests", .integer(requests)),
            ("gained", .object(ReportKind.allCases.map { ($0.rawValue, .integer(gained[$0] ?? 0)) })),
        ]
    }
}
