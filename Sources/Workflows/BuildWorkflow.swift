package import Engagement
package import EngagementStore
package import Sync

/// What a nightly job runs: sync, then measure, render and publish, under one lease.
package struct BuildWorkflow: Sendable {
    private let store: any StoreWriter
    private let sync: SyncWorkflow
    private let render: RenderWorkflow
    private let patience: Patience
    private let notifications: NotifyWorkflow?

    package enum Event: Sendable {
        case sync(SyncWorkflow.Event)
        case render(RenderWorkflow.Event)
    }

    /// - Parameter notifications: tells people; nil tells nobody. It is told of failures by whoever runs the build.
    package init(
        store: any StoreWriter, provider: Provider, sync: SyncOptions, render: RenderOptions, resources: Resources,
        notifications: NotifyWorkflow? = nil, patience: Patience = .none,
        now: @escaping @Sendable () -> Timestamp = Timestamp.now,
        onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.store = store
        self.sync = SyncWorkflow(
            store: store, provider: provider, options: sync, secretFile: render.rules.secretFile, now: now,
            onEvent: { onEvent(.sync($0)) })
        self.render = RenderWorkflow(
            store: store, options: render, resources: resources, patience: patience, onEvent: { onEvent(.render($0)) })
        self.patience = patience
        self.notifications = notifications
    }

    /// Builds. Store and output are claimed, and the output is checked, before the first request. What was synced stays in the
    /// store where rendering or publishing fails.
    /// - Returns: what the sync came to.
    package func run() async throws -> Syncer.Outcome {
        try await Lease.holding(store, patience) {
            let claim = try await render.claim()
            notifications?.begin()
            let outcome = try await sync.sync()
            let published = try await render.publish(to: claim)
            if let notifications {
                try await notifications.tell(outcome, in: store) {
                    if let account = published.account { account } else { try await render.account() }
                }
            }
            return outcome
        }
    }
}
