import EngagementStore
import MongoStore
import Sync

/// Takes over what the old scripts have left in a MongoDB database, and says so.
enum TakingOver {
    static func perform(in store: any EngagementStore, filter: ForgottenFilter, console: Console) async throws {
        let mongo = store as? MongoStore
        if let report = try await mongo?.takeOver(slug: Slug.make, isForgotten: filter.knows) { console.say(report.description) }
    }
}
