import ArgumentParser
import Engagement
import EngagementStore
import Sync

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Tell the whole story of one contact, from the store.",
        discussion: """
            For every campaign: which reports list the contact, since which run, when the provider says it happened, \
            and whether a flag is reported, implied by a click, or retained though the provider no longer lists it.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "A contact's id, or an e-mail address.")
    var contact: String

    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    func run() async throws {
        let settings = try Settings(common: common)
        let store = try await StoreOpening.openExisting(settings.store)
        let filter = try await Secret.filter(for: store, secretFile: settings.secretFile)
        let contacts = try await store.contacts(matching: contact)
        guard !contacts.isEmpty else {
            await store.close()
            throw UsageError(
                filter.knows(contact)
                    ? "\(contact) was forgotten: the store holds nothing but a tombstone."
                    : "The store knows no contact with the id or address \(contact).")
        }
        print(try await Explanation(store: store, contacts: contacts, campaigns: Set(campaigns)).text())
        await store.close()
    }
}
