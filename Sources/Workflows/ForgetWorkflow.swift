import Engagement
package import EngagementStore
import Foundation
import Sync

/// Removes a person from a store, and from the site that is published.
package struct ForgetWorkflow: Sendable {
    private let store: any StoreWriter
    private let address: String
    private let person: Person
    private let isUnknownAllowed: Bool
    private let options: RenderOptions
    private let render: RenderWorkflow
    private let patience: Patience

    /// - Parameters:
    ///   - isUnknownAllowed: whether an address that the store does not know is forgotten, so that no later sync stores it.
    ///   - options: of the site that is made again, where it exists.
    /// - Throws: ``WorkflowError`` for a text that is no address.
    package init(
        store: any StoreWriter, address: String, isUnknownAllowed: Bool = false, options: RenderOptions, resources: Resources,
        patience: Patience = .none, onEvent: @escaping @Sendable (RenderWorkflow.Event) -> Void
    ) throws {
        guard let person = Engagement.person(of: address), person.contains("@") else {
            throw WorkflowError(.badRequest, "“\(address)” is not an e-mail address.")
        }
        self.store = store
        self.address = address
        self.person = person
        self.isUnknownAllowed = isUnknownAllowed
        self.options = options
        self.patience = patience
        var rewriting = options
        rewriting.archive = .rewrite
        render = RenderWorkflow(
            store: store, options: rewriting, resources: resources, patience: patience, onEvent: onEvent)
    }

    package struct Result: Sendable {
        package var outcome: ForgetOutcome
        /// True if the person had been forgotten before, and nothing of them was found.
        package var wasForgotten: Bool
    }

    /// What ``run()`` would remove, besides the address in texts about others. Changes nothing.
    package func plan() async throws -> ForgetOutcome {
        let ids = try await store.contacts(matching: person).map(\.id)
        return ForgetOutcome(
            contacts: ids.count, participants: try await store.participations(of: ids).count,
            journalEntries: try await store.journal(of: ids).count)
    }

    /// Forgets the person, then makes the whole published archive again. Nothing is forgotten where the store or the site is in
    /// use.
    /// - Throws: ``WorkflowError`` for an address that neither the store nor its tombstones know, unless that is allowed.
    package func run() async throws -> Result {
        try await Lease.holding(store, patience) {
            let isPublished = FileManager.default.fileExists(atPath: options.output)
            let claim = isPublished ? try await render.claim() : nil
            let result = try await removeFromStore()
            if let claim, try await store.runs().contains(where: \.state.isFinished) {
                _ = try await render.publish(to: claim)
            }
            return result
        }
    }

    private func removeFromStore() async throws -> Result {
        let ids = try await store.contacts(matching: person).map(\.id)
        let earlier = try await Secret.filter(for: store, secretFile: options.rules.secretFile)
        let wasForgotten = earlier.knows(address: address)
        var mentions: [RedactedPlace: Int] = [:]
        if ids.isEmpty, !wasForgotten {
            let person = person
            mentions = try await store.redact(Redaction { Engagement.person(of: $0) == person }, slug: Slug.make)
            guard !mentions.isEmpty || isUnknownAllowed else {
                throw WorkflowError(
                    .unknownAddress,
                    "\(store.name) knows no contact with the address \(address), and has forgotten none: nothing was changed. "
                        + "Check the spelling; --even-if-unknown makes sure that no later sync stores it.")
            }
        }
        let key = try await Secret.keyForTombstones(of: store, secretFile: options.rules.secretFile)
        let hashes = ForgottenFilter(key: key, tombstones: [])
        let tombstones = [hashes.tombstone(ofPerson: person)] + ids.map(hashes.tombstone(ofContact:))
        try await store.saveNote(.staleArchive, "forget")
        try await store.saveNote(.pendingRedaction, "forget")
        var outcome = try await store.forget(ids, tombstones: tombstones)
        outcome.redacted = try await store.finishRedaction(
            by: try await Secret.filter(for: store, secretFile: options.rules.secretFile))
        outcome.redacted.merge(mentions, uniquingKeysWith: +)
        return Result(outcome: outcome, wasForgotten: wasForgotten && outcome == ForgetOutcome())
    }
}

extension StoreWriter {
    /// Removes the addresses of forgotten people from texts about others, if a command that had to do so was interrupted, or if
    /// the store is of a release that did not. The lease must be held.
    @discardableResult
    func finishRedaction(by filter: ForgottenFilter) async throws -> [RedactedPlace: Int] {
        guard try await note(.pendingRedaction) != nil else { return [:] }
        let counts = filter.isEmpty ? [:] : try await redact(filter.redaction, slug: Slug.make)
        try await saveNote(.pendingRedaction, nil)
        return counts
    }
}
