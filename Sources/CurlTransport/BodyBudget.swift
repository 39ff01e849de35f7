/// The bytes that the bodies of all transfers under way hold together. A class, because they share it; used by curl's thread
/// only.
final class BodyBudget {
    let limit: Int
    private var used = 0

    init(limit: Int) { self.limit = limit }

    /// - Returns: false if there is no room for so many bytes more; nothing is taken then.
    func take(_ count: Int) -> Bool {
        guard count <= limit - used else { return false }
        used += count
        return true
    }

    func giveBack(_ count: Int) { used -= count }
}
