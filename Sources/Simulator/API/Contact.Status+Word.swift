extension Contact.Status {
    /// As v2 spells it; v1.6 writes it in upper case.
    var word: String {
        switch self {
        case .subscribed: "subscribed"
        case .unsubscribed: "unsubscribed"
        case .pending: "pending"
        }
    }

    init?(word: String) {
        switch word {
        case "subscribed": self = .subscribed
        case "unsubscribed": self = .unsubscribed
        case "pending": self = .pending
        default: return nil
        }
    }
}
