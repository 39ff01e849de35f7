import EmailOctopus
import Engagement
import EngagementStore
import Foundation
import HTTP
import Notify
import Publishing
import Sync
import Workflows

/// The settings as the use cases take them.
extension Settings {
    var excludedCampaigns: CampaignSelection { CampaignSelection(excluded, notTo: lists) }

    var exportRules: ExportRules {
        ExportRules(
            privacy: privacy, publishedFields: publishedFields, fieldAliases: fieldAliases, redacted: redacted,
            secretFile: secretFile)
    }

    func renderOptions(
        archive: RenderOptions.Archive = .keep, otherArchive: RenderOptions.OtherArchive = .refused
    ) -> RenderOptions {
        RenderOptions(
            output: output, title: title, siteAddress: siteURL, timeZone: timeZone, excluded: excludedCampaigns,
            rules: exportRules, archive: archive, otherArchive: otherArchive)
    }

    func syncOptions(campaigns: [CampaignID] = [], isFull: Bool = false) -> SyncOptions {
        SyncOptions(campaignIDs: Set(campaigns), isFull: isFull, joinsContactFields: joinsContactFields)
    }

    func resources() throws -> Resources { try Resources.find(overrides: templates) }

    /// The account that the key belongs to. Pauses that EmailOctopus asks for are logged, and a key file that others can read.
    /// - Throws: ``UsageError`` where the key is missing, `AccessError` where it or the base address can't be used.
    func provider(_ console: Console, warnsAboutKeyFile: Bool = true) throws -> Provider {
        if warnsAboutKeyFile, let warningAboutKeyFile { console.warn(warningAboutKeyFile) }
        var access = Access(
            key: try APIKey(try apiKey()), version: api, baseURL: baseURL, requestTimeout: requestTimeout)
        let own = access.spokenVersion.rateLimit
        access.rateLimit = RateLimit(rate: rate ?? own.rate, burst: burst ?? own.burst)
        return try Provider(access, userAgent: Version.userAgent, onPause: console.log(pause:))
    }

    /// Who is told of a build; nil if nobody is. A channel whose secret can't be read is left out, and said.
    func notifications(_ console: Console) throws -> NotifyWorkflow? {
        let options = notifyOptions { console.warn("\($0) Nothing is told there.") }
        if options.isEmpty { return nil }
        return try NotifyWorkflow(
            options, resources: resources(), userAgent: Version.userAgent, onEvent: console.show)
    }

    /// - Parameter onProblem: told of each channel that can't be used.
    func notifyOptions(onProblem: (UsageError) -> Void) -> NotifyOptions {
        var usable: [Channel] = []
        for written in channels {
            do throws(UsageError) { usable.append(try written.channel(environment)) } catch { onProblem(error) }
        }
        return NotifyOptions(
            channels: usable, metricsFile: metricsFile, title: title, siteAddress: siteURL, output: output,
            secretFile: secretFile)
    }

    /// Opens the store for as long as the body runs.
    func withStore<Result>(
        _ opening: StoreOpening, _ body: (any EngagementStore) async throws -> Result
    ) async throws -> Result {
        try await StoreAddress(store).withStore(opening, body)
    }

    /// Renders and publishes what the store holds.
    func render(
        _ console: Console, archive: RenderOptions.Archive = .keep, otherArchive: RenderOptions.OtherArchive = .refused,
        patience: Patience = .none
    ) async throws -> PublishResult {
        let resources = try resources()
        return try await withStore(.existing) { store in
            try await RenderWorkflow(
                store: store, options: renderOptions(archive: archive, otherArchive: otherArchive), resources: resources,
                patience: patience,
                onEvent: console.show
            ).run()
        }
    }
}
