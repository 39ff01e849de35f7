import Engagement
package import EngagementStore
import Foundation
import Sync

/// Removes a person from a store, and from the site that is published.
package struct ForgetWorkflow: Sendable {
    private let store: any StoreWriter
    private let person: Person
    private let options: RenderOptions
    private let resources: Resources
    private let onEvent: @Sendable (RenderWorkflow.Event) -> Void

    /// - Parameter options: of the site that is made again, where it exists.
    /// - Throws: ``WorkflowError`` for a text that is no address.
    package init(
        store: any StoreWriter, address: String, options: RenderOptions, resources: Resources,
        onEvent: @escaping @Sendable (RenderWorkflow.Event) -> Void
    ) throws {
        guard let person = Engagement.person(of: address), person.contains("@") else {
            throw WorkflowError(.badRequest, "“\(address)” is not an e-mail address.")
        }
        self.store = store
        self.person = person
        self.resources = resources
        self.onEvent = onEvent
        self.options = options
    }

    /// Forgets the person, then makes the whole published archive again.
    package func run() async throws -> ForgetOutcome {
        try await Lease.holding(store) {
            let outcome = try await removeFromStore()
            let isPublished = FileManager.default.fileExists(atPath: options.output)
            if isPublished, try await store.runs().contains(where: \.state.isFinished) {
                var options = options
                options.archive = .rewrite
                _ = try await RenderWorkflow(store: store, options: options, resources: resources, onEvent: onEvent).run()
            }
            return outcome
        }
    }

    private func removeFromStore() async throws -> ForgetOutcome {
        let key = try await Secret.keyForTombstones(of: store, secretFile: options.rules.secretFile)
        let ids = try await store.contacts(matching: person).map(\.id)
        let hashes = ForgottenFilter(key: key, tombstones: [])
        let tombstones = [hashes.tombstone(ofPerson: person)] + ids.map(hashes.tombstone(ofContact:))
        try await store.saveNote(.staleArchive, "forget")
        return try await store.forget(ids, tombstones: tombstones)
    }
}
