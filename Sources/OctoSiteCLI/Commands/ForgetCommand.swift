import ArgumentParser
import Engagement
import EngagementStore
import Foundation
import Metrics
import Sync

struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Remove a person: store, journal, pages, CSVs, every archived run.",
        discussion: """
            Later syncs know the person again by keyed hashes and drop what they find; aggregates stay, and \
            reconciliation counts stored + forgotten. The key of the hashes is the secret file: keep it, but never \
            beside the store's backups.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var site: OutputOptions

    @Argument(help: "The person's e-mail address.")
    var address: String

    func run() async throws {
        guard let person = person(of: address), person.contains("@") else {
            throw UsageError("“\(address)” is not an e-mail address.")
        }
        let settings = try Settings(common: common, site: site)
        let console = Console(common)
        let job = try RenderJob(settings: settings, console: console)
        let store = try await StoreOpening.openExisting(settings.store)
        let outcome = try await Lease.holding(store) {
            let key = try await Secret.keyForTombstones(of: store, secretFile: settings.secretFile)
            let outcome = try await Self.forget(person, key: key, in: store)
            if FileManager.default.fileExists(atPath: settings.output), try await store.runs().contains(where: \.state.isFinished)
            {
                _ = try await job.render(store: store, archive: .rewrite)
            }
            return outcome
        }
        await store.close()
        print(receipt(outcome, settings: settings))
    }

    private static func forget(_ person: Person, key: [UInt8], in store: any StoreWriter) async throws -> ForgetOutcome {
        let ids = try await store.contacts(matching: person).map(\.id)
        let hashes = ForgottenFilter(key: key, tombstones: [])
        let tombstones = [hashes.tombstone(ofPerson: person)] + ids.map(hashes.tombstone(ofContact:))
        try await store.saveNote(.staleArchive, "forget")
        return try await store.forget(ids, tombstones: tombstones)
    }

    private func receipt(_ outcome: ForgetOutcome, settings: Settings) -> String {
        """
        Forgotten: \(Format.count(outcome.contacts)) contacts, \(Format.count(outcome.participants)) participants, \
        \(Format.count(outcome.journalEntries)) journal entries.
        Rewritten: \(settings.output), with every archived run.
        Kept: aggregates, and keyed hashes by which a later sync knows the person again (key: \(settings.secretFile)).
        Out of reach from here: backups of the store, MongoDB's oplog until it rolls over, copies of the site or its CSVs \
        that somebody has downloaded, and EmailOctopus itself.
        """
    }
}
