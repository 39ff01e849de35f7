import Engagement
package import EngagementStore
import Foundation
import Sync

/// Removes a person from a store, and from the site that is published.
package struct ForgetWorkflow: Sendable {
    private let store: any StoreWriter
    private let person: Person
    private let options: RenderOptions
    private let render: RenderWorkflow
    private let patience: Patience

    /// - Parameter options: of the site that is made again, where it exists.
    /// - Throws: ``WorkflowError`` for a text that is no address.
    package init(
        store: any StoreWriter, address: String, options: RenderOptions, resources: Resources,
        patience: Patience = .none, onEvent: @escaping @Sendable (RenderWorkflow.Event) -> Void
    ) throws {
        guard let person = Engagement.person(of: address), person.contains("@") else {
            throw WorkflowError(.badRequest, "“\(address)” is not an e-mail address.")
        }
        self.store = store
        self.person = person
        self.options = options
        self.patience = patience
        var rewriting = options
        rewriting.archive = .rewrite
        render = RenderWorkflow(
            store: store, options: rewriting, resources: resources, patience: patience, onEvent: onEvent)
    }

    /// Forgets the person, then makes the whole published archive again. Nothing is forgotten where the store or the site is in
    /// use.
    package func run() async throws -> ForgetOutcome {
        try await Lease.holding(store, patience) {
            let isPublished = FileManager.default.fileExists(atPath: options.output)
            let claim = isPublished ? try await render.claim() : nil
            let outcome = try await removeFromStore()
            if let claim, try await store.runs().contains(where: \.state.isFinished) {
                _ = try await render.publish(to: claim)
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
