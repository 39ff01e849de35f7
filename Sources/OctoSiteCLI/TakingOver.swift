import EngagementStore
import Sync

/// Takes over what the old scripts have left in a MongoDB database, and says so.
enum TakingOver {
    static func perform(in store: any StoreWriter, filter: ForgottenFilter, console: Console) async throws {
        if let adoption = try await store.adoptLegacyData(slug: Slug.make, isForgotten: filter.knows) {
            console.say(adoption.description)
        }
    }
}
