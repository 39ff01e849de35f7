import ArgumentParser
package import Engagement
import EngagementStore
package import Exports
import Metrics

extension ParticipantQuery.Filter: ExpressibleByArgument {}
extension ExportFormat: ExpressibleByArgument {}
extension ExportLayout: ExpressibleByArgument {}

struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write participants or people as CSV or NDJSON.",
        discussion: "The same columns as the site's CSVs; the setting `privacy` holds here, too.")

    enum Row: String, ExpressibleByArgument, CaseIterable { case participant, person }

    @OptionGroup var common: CommonOptions

    @Option(help: "Which participants.")
    var filter = ParticipantQuery.Filter.all

    @Option(help: "One row a participant, or one a person.")
    var by = Row.participant

    @Option(name: .customLong("campaign"), help: ArgumentHelp("Only this campaign; may be given several times.", valueName: "id"))
    var campaigns: [String] = []

    @Option(help: ArgumentHelp("Only those who came to match after this run.", valueName: "run"))
    var since: String?

    @Option(help: ArgumentHelp("As it was when this run had ended.", valueName: "run"))
    var asOf: String?

    @Option(help: "csv, or ndjson, the lossless twin.")
    var format = ExportFormat.csv

    @Option(help: "standard, or legacy: the 21 columns of the old scripts.")
    var layout = ExportLayout.standard

    @Flag(help: "Begin a CSV with a byte-order mark, for Excel.")
    var excel = false

    @Option(name: .shortAndLong, help: ArgumentHelp("The file; - is standard output.", valueName: "file"))
    var output = "-"

    func validate() throws {
        if by == .person, layout == .legacy { throw ValidationError("--layout legacy is a layout of participants.") }
    }

    func run() async throws {
        let settings = try Settings(common: common)
        let store = try await StoreOpening.openExisting(settings.store)
        let records = try await store.campaigns()
        let known = Set(records.map(\.id))
        if let unknown = campaigns.first(where: { !known.contains($0) }) {
            throw UsageError("The store knows no campaign \(unknown).")
        }
        let shown = try await asOf.asyncMap { try await RunLookup.findEnd(of: $0, in: store).number }
        let earlier = try await since.asyncMap { try await RunLookup.findEnd(of: $0, in: store).number }
        let exporter = Exporter(
            ExportSettings(
                campaigns: records, fieldTags: try await store.fieldTags(), fieldAliases: settings.fieldAliases,
                privacy: try settings.exportPrivacy(), asOf: shown))
        let destination = ExportDestination(argument: output)
        let file: ExportedFile
        let query = ParticipantQuery(filter: filter, campaignIDs: Set(campaigns), asOf: shown, since: earlier)
        switch by {
        case .participant:
            file = try await exporter.export(
                store.participants(query), as: format, layout: layout, byteOrderMark: excel, to: destination)
        case .person:
            let chosen = try await PersonSet(in: store.participants(query))
            let people = store.people(asOf: shown, excluding: []).filter { chosen.contains($0.person) }
            file = try await exporter.export(people, as: format, byteOrderMark: excel, to: destination)
        }
        await store.close()
        if destination != .standardOutput { Console(common).say("Wrote \(Format.count(file.rows)) rows to \(file.path).") }
    }
}

extension Settings {
    /// What may leave the store, with the key of pseudonyms where they are asked for.
    func exportPrivacy() throws -> Privacy {
        switch privacy {
        case .full: .full
        case .aggregates: .aggregates
        case .pseudonyms:
            .pseudonyms(Pseudonyms(key: try Secret.readOrMake(secretFile)), publishedFields: Set(publishedFields))
        }
    }
}
