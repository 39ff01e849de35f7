import Engagement
import Metrics

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
