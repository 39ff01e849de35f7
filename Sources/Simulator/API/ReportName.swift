import Engagement

/// A report that can be asked for: one of the six kinds, or of the two opposites.
enum ReportName: Hashable, Sendable {
    case kind(ReportKind)
    case without(ReportKind)

    init?(_ text: String) {
        if let kind = ReportKind(rawValue: text) {
            self = .kind(kind)
        } else if text == "not-opened" {
            self = .without(.opened)
        } else if text == "not-clicked" {
            self = .without(.clicked)
        } else {
            return nil
        }
    }

    var kind: ReportKind {
        switch self {
        case .kind(let kind), .without(let kind): kind
        }
    }
}
