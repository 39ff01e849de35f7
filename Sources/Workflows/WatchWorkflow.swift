import Foundation
package import Publishing

/// Renders again whenever a template, a style or a script changes after the watch was made, until it is cancelled.
package struct WatchWorkflow: Sendable {
    private let resources: Resources
    private let interval: Duration
    private let render: @Sendable () async throws -> PublishResult
    private let onEvent: @Sendable (Event) -> Void
    /// What the files were when the watch was made.
    private let first: [String: Stamp]

    package enum Event: Sendable {
        /// A change was rendered and published.
        case rendered(PublishResult)
        /// A change could not be rendered, for example for a mistake in a template; the published site stays.
        case failed(any Error)
    }

    /// - Parameters:
    ///   - resources: whose files are watched.
    ///   - interval: how often they are looked at; there are only a handful.
    ///   - render: called after each change.
    package init(
        resources: Resources, interval: Duration = .seconds(1),
        render: @escaping @Sendable () async throws -> PublishResult, onEvent: @escaping @Sendable (Event) -> Void
    ) {
        self.resources = resources
        self.interval = interval
        self.render = render
        self.onEvent = onEvent
        first = Self.stamps(of: resources)
    }

    /// - Throws: `CancellationError`; whatever else goes wrong is an event.
    package func run() async throws {
        var seen = first
        while true {
            try await Task.sleep(for: interval)
            let now = Self.stamps(of: resources)
            guard now != seen else { continue }
            seen = now
            do {
                onEvent(.rendered(try await render()))
            } catch let error as CancellationError {
                throw error
            } catch {
                onEvent(.failed(error))
            }
        }
    }

    /// What tells a file from its earlier state.
    private struct Stamp: Hashable {
        var modifiedAt: Date?
        var size: Int?
    }

    /// By path. A file that is removed meanwhile has an empty one.
    private static func stamps(of resources: Resources) -> [String: Stamp] {
        let keys: Set<URLResourceKey> = [.contentModificationDateKey, .fileSizeKey]
        var stamps: [String: Stamp] = [:]
        for folder in resources.folders {
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: Array(keys))
            for case let file as URL in files ?? .init() {
                let values = try? file.resourceValues(forKeys: keys)
                stamps[file.path] = Stamp(modifiedAt: values?.contentModificationDate, size: values?.fileSize)
            }
        }
        return stamps
    }
}
