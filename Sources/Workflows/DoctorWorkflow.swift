package import EmailOctopus
package import Engagement
import EngagementStore
package import Foundation
import Notify
import Sync

/// Checks everything that a build needs, and changes nothing. Costs the provider one request.
package struct DoctorWorkflow: Sendable {
    private let store: StoreAddress
    private let output: String
    private let templates: String?
    private let secretFile: String
    private let notifications: NotifyWorkflow?
    private let provider: @Sendable () throws -> Provider

    /// What was found in good order.
    package enum Finding: Sendable {
        /// The folder of the built-in templates.
        case templates(URL)
        /// The file that the first build will create.
        case storeWillBeCreated(path: String)
        /// - Parameter setAside: documents of the old scripts that are nobody's participant.
        /// - Parameter untilFull: how many runs come before the next one that reads everything.
        case store(name: String, runs: Int, last: Run?, untilFull: Int, setAside: Int)
        /// The folder that will be exchanged in one step.
        case outputIsExchanged(URL)
        /// The folder that will be written file by file, as its parent can't be written to.
        case outputIsInPlace(URL)
        case provider(APIVersion, address: String, campaignsOnFirstPage: Int)
        /// Where messages go, and when the last one was sent; nil for never.
        case channel(name: String, lastSent: Timestamp?)
    }

    package enum Check: String, CaseIterable, Sendable { case templates, store, output, provider, notify }

    /// - Parameters:
    ///   - notifications: nil where nobody is told of a build.
    ///   - provider: opens it; its error is a finding, too.
    package init(
        store: StoreAddress, output: String, templates: String?, secretFile: String, notifications: NotifyWorkflow? = nil,
        provider: @escaping @Sendable () throws -> Provider
    ) {
        self.store = store
        self.output = output
        self.templates = templates
        self.secretFile = secretFile
        self.notifications = notifications
        self.provider = provider
    }

    /// - Parameter onResult: told of each check as soon as it has ended.
    /// - Returns: true if nothing is wrong.
    package func run(onResult: (Check, Swift.Result<Finding, any Error>) -> Void) async -> Bool {
        var isHealthy = true
        func report(_ check: Check, _ body: () async throws -> Finding) async {
            do {
                onResult(check, .success(try await body()))
            } catch {
                isHealthy = false
                onResult(check, .failure(error))
            }
        }
        await report(.templates) { .templates(try Resources.find(overrides: templates).templates) }
        await report(.store, checkStore)
        await report(.output, checkOutput)
        await report(.provider, checkProvider)
        for (channel, answer) in await notifications?.reach() ?? [] {
            await report(.notify) {
                if case .failure(let error) = answer.result {
                    throw WorkflowError(.badRequest, "The \(answer.channel) can't be reached: \(error).")
                }
                return .channel(name: answer.channel, lastSent: try await lastSent(to: channel))
            }
        }
        return isHealthy
    }

    private func checkStore() async throws -> Finding {
        if case .sqlite(let path) = store.kind, !FileManager.default.fileExists(atPath: path) {
            return .storeWillBeCreated(path: path)
        }
        return try await store.withStore(.existing) { store in
            let runs = try await store.runs()
            _ = try await Secret.filter(for: store, secretFile: secretFile)
            let unreadable = await unreadableValues(in: store)
            guard unreadable.isEmpty else { throw WorkflowError(.unreadable, unreadable.joined(separator: " ")) }
            let traces = try await store.legacyTraces()
            guard traces.isEmpty else {
                let sentences = ["The old scripts have written into \(store.name) since the last run."] + traces.sentences
                throw WorkflowError(
                    .legacyTraces,
                    sentences.joined(separator: " ") + " The next `octo-site build` repairs it. Stop the scripts.")
            }
            return .store(
                name: store.name, runs: runs.count, last: runs.last, untilFull: Guidance.runsUntilFull(runs),
                setAside: traces.setAside)
        }
    }

    /// A sentence for each part of the store that holds something that can't be read; participants are not read one by one.
    private func unreadableValues(in store: any StoreReader) async -> [String] {
        let parts: [@Sendable () async throws -> Void] = [
            { _ = try await store.campaigns() }, { _ = try await store.lists() }, { _ = try await store.certificates() },
            { _ = try await store.openWalks() }, { _ = try await store.acceptedDifferences() },
            { _ = try await store.tombstones() }, { _ = try await store.forgottenCounts() },
            { _ = try await store.counts(asOf: nil) }, { _ = try await store.legacyTraces() },
        ]
        var sentences: [String] = []
        for read in parts {
            do {
                try await read()
            } catch {
                sentences.append("\(error)")
            }
        }
        return sentences
    }

    private func lastSent(to channel: Channel) async throws -> Timestamp? {
        if case .sqlite(let path) = store.kind, !FileManager.default.fileExists(atPath: path) { return nil }
        return try await store.withStore(.existing) { try await notifications?.memory(of: channel, in: $0)?.lastSent }
    }

    private func checkOutput() throws -> Finding {
        let folder = URL(filePath: output).standardizedFileURL
        let parent = folder.deletingLastPathComponent()
        if FileManager.default.isWritableFile(atPath: parent.path) { return .outputIsExchanged(folder) }
        guard FileManager.default.isWritableFile(atPath: folder.path) else {
            throw WorkflowError(
                .badRequest, "neither \(folder.path) nor its parent can be written; choose another with --output.")
        }
        return .outputIsInPlace(folder)
    }

    private func checkProvider() async throws -> Finding {
        let provider = try provider()
        let page = try await provider.source.campaigns(after: nil)
        return .provider(provider.source.version, address: provider.address, campaignsOnFirstPage: page.rows.count)
    }
}
