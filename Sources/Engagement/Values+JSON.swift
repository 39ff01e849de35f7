extension Counts {
    package var json: JSON {
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

extension Summary {
    /// As the provider gives it, in both versions of its API.
    package var json: JSON {
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
    package var json: JSON { .object(members) }

    package var members: [(String, JSON)] {
        [
            ("state", .string(state.rawValue)), ("contradicts", .flag(contradicts)),
            ("kinds", .object(kinds.map { ($0.kind.rawValue, $0.json) })),
        ]
    }
}

extension KindReconciliation {
    package var json: JSON {
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
    package var json: JSON {
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
    package var members: [(String, JSON)] {
        [
            ("id", .string(id)), ("number", .integer(Int(number))), ("started_at", .time(startedAt)),
            ("ended_at", .time(endedAt)),
            ("state", .string(state.rawValue)), ("api", .string(api)), ("full", .flag(isFull)),
            ("covers_account", .flag(coversAccount)), ("requests", .integer(requests)),
            ("gained", .object(ReportKind.allCases.map { ($0.rawValue, .integer(gained[$0] ?? 0)) })),
        ]
    }
}
