/// One membership of a list, by places in the plan.
struct ContactKey: Hashable, Sendable {
    var list: Int
    var contact: Int
}
