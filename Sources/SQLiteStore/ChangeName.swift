/// The kinds of entries in the journal's column `change`.
enum ChangeName: String {
    case attributes
    case occurredAt = "occurred_at"
    case vanished, returned, campaign
}
