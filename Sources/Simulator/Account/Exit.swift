/// How a contact leaves its list. A contact leaves at most once, and gets no mail afterwards.
struct Exit: Sendable {
    enum Kind: UInt8, Sendable { case hardBounce, unsubscribe, complaint }
    let campaign: Int
    let kind: Kind
    /// True if it happens after day 0.
    let isLater: Bool
    /// True if the contact opened the campaign by which it left.
    let opens: Bool
}
