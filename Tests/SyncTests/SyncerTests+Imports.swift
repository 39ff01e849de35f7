import EmailOctopus
import Engagement
import EngagementStore
import Exports
import Foundation
import Imports
import SQLiteStore
import TestSupport
import Testing

@testable import Sync

/// Files of the old scripts and syncs in any order: no flag is lowered, and nobody is counted twice.
extension SyncerTests {
    /// A file as the old scripts wrote it, with addresses and the flags that are set.
    private func file(
        _ campaign: CampaignID, _ rows: [(address: String, kinds: [ReportKind])], sentOn day: String = "2026-01-01",
        firstName: String = "Ann", in folder: String
    ) throws -> LegacyFile {
        let lines = rows.map { address, kinds in
            let flags = ReportKind.engagement.map { kinds.contains($0) ? "Yes" : "No" }.joined(separator: ",")
            return "Old name,\(day),\(address),\(firstName),\(String(repeating: ",", count: 10)),\(flags),SUBSCRIBED"
        }
        let path = "\(folder)/campaign_\(campaign)_Old_name.csv"
        try Data(([LegacyLayout.columns.joined(separator: ",")] + lines).joined(separator: "\r\n").utf8)
            .write(to: URL(filePath: path))
        return try LegacyFile(path: path)
    }

    /// The small account's first campaign at an earlier time: a0 … a9, and a contact who has left since.
    private func firstCampaign(in folder: String) throws -> LegacyFile {
        let opened = [1, 2, 3, 5, 7]
        let rows = (0..<10).map { number -> (String, [ReportKind]) in
            var kinds: [ReportKind] = opened.contains(number) ? [.opened] : []
            if number == 2 || number == 7 { kinds.append(.clicked) }
            return ("A\(number)@Example.com", kinds)
        }
        return try file("first", rows + [("left@example.com", [.opened, .unsubscribed])], in: folder)
    }

    private func importing(
        _ files: [LegacyFile], into store: any EngagementStore, filter: ForgottenFilter = .empty
    ) async throws -> Importer.Outcome {
        try await Importer(store: store, filter: filter, now: { Timestamp(seconds: 500_000) }).run(files)
    }

    private func contacts(of campaign: CampaignID, in store: any EngagementStore) async throws -> [ContactID] {
        try await store.participants(ParticipantQuery(campaignIDs: [campaign])).collected().map(\.participant.contactID)
    }

    @Test("Imported before the first sync: each row gets its contact's id, and known participants are not new")
    func importFirst() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let imported = try await importing([try firstCampaign(in: folder)], into: store)
                #expect(imported.run.state == .imported && imported.run.api == "import" && imported.run.number == 1)
                #expect(imported.newParticipants == 11 && imported.matched == 0)
                #expect(imported.run.gained == [.sent: 11, .opened: 4, .clicked: 2, .unsubscribed: 1])
                #expect(try await contacts(of: "first", in: store).allSatisfy(ImportedContact.isID))
                #expect(try await store.campaigns().map(\.campaign.title) == ["Old name"])
                let before = try await Reconciler(store: store).reconcile()
                #expect(!before.contradicts && before.campaigns.flatMap(\.kinds).allSatisfy { $0.state == .unproven })

                let outcome = try await sync(ScriptedSource(.small), into: store)
                #expect(outcome.run.isFull, "no sync has proved anything yet")
                #expect(outcome.problems.isEmpty && outcome.run.state == .proven)
                let left = ImportedContact.id(of: "left@example.com")
                let everybody = (0..<10).map { "a\($0)" } + [left]
                #expect(try await contacts(of: "first", in: store) == everybody)
                #expect(try await store.counts(of: "first").engaged == 6)
                #expect(try await store.peopleCounts(asOf: nil, excluding: []).people == 11)
                #expect(state(outcome, "first", .sent) == .retained && state(outcome, "first", .opened) == .retained)
                #expect(state(outcome, "first", .bounced) == .exact)
                #expect(try await store.vanishedCounts().isEmpty, "no walk has ever listed the contact who left")
                // New engagement is only in the second campaign, of which there was no file.
                let query = ParticipantQuery(filter: .engaged, asOf: outcome.run.number, since: imported.run.number)
                let new = try await store.participants(query).collected()
                #expect(Set(new.map(\.campaignID)) == ["second"])
                #expect(try await store.campaigns().first { $0.id == "first" }?.campaign.title == "First")
            }
        }
    }

    @Test("Imported after a sync: rows match by address, dropped rows come back, and a second import changes nothing")
    func importLater() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let source = ScriptedSource(.small)
                source.change { $0.reports["first"]?[.opened] = [.init("a1")] }
                _ = try await sync(source, into: store)
                let records = try await store.records(of: ["a1", "a5"])
                let imported = try await importing([try firstCampaign(in: folder)], into: store)
                #expect(imported.matched == 10 && imported.newParticipants == 1)
                // The clicks of a2 and a7 are known from the provider, the opens of a3 and a5 only from the file.
                #expect(imported.run.gained == [.sent: 1, .opened: 3, .unsubscribed: 1])
                #expect(try await store.records(of: ["a1", "a5"]) == records, "the provider's records are kept")
                #expect(try await store.counts(of: "first").opened == 6)
                let reconciled = try await Reconciler(store: store).reconcile()
                #expect(!reconciled.contradicts)
                let opened = reconciled.campaigns.first { $0.campaignID == "first" }?.kinds[ReportKind.opened.index]
                #expect(opened?.state == .retained && opened?.stored == 4 && opened?.walked == 1)

                let before = try await StoreDump(of: store).only(StoreDump.takenBack)
                let again = try await importing([try firstCampaign(in: folder)], into: store)
                #expect(again.run.gained.isEmpty && again.newParticipants == 0)
                #expect(try await store.journal(ofRun: again.run.number).collected().isEmpty)
                let after = try await StoreDump(of: store).only(StoreDump.takenBack.subtracting([.history]))
                #expect(after.differences(from: before.only(StoreDump.takenBack.subtracting([.history]))) == [])
                let next = try await sync(source, into: store, options: SyncOptions(isFull: true), at: 2_000_000)
                #expect(next.run.state == .proven && next.run.gained.values.allSatisfy { $0 == 0 })
            }
        }
    }

    @Test("Imports and syncs in any order end with the same people and flags", arguments: [0, 1, 2, 3, 4, 5])
    func orders(seed: Int) async throws {
        try await withTemporaryFolder { folder in
            let files = [
                try firstCampaign(in: folder),
                try file("second", [("a0@example.com", [.bounced]), ("left@example.com", [.clicked])], in: folder),
            ]
            var steps: [@Sendable (any EngagementStore) async throws -> Void] = files.map { file in
                { _ = try await importing([file], into: $0) }
            }
            steps.insert({ _ = try await sync(ScriptedSource(.small), into: $0, options: SyncOptions(isFull: true)) }, at: 0)
            var random = SeededGenerator(seed: UInt64(seed))
            var results: [[String]] = []
            for order in [steps, (steps + steps).shuffled(using: &random) + [steps[0]]] {
                try await withStore { store in
                    for step in order { try await step(store) }
                    results.append(
                        try await store.participants(ParticipantQuery()).collected().map { row in
                            let kinds = ReportKind.allCases.filter(row.participant.firstReported.isReported)
                            return "\(row.campaignID) \(row.participant.contactID) \(kinds) \(row.attributes?.emailAddress ?? "")"
                        })
                }
            }
            #expect(results[0] == results[1])
            #expect(results[0].count == 18)
        }
    }

    @Test("The provider's record of a contact replaces the imported one; of two files, the newer campaign's record is kept")
    func records() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let rows: [(String, [ReportKind])] = [("a1@example.com", []), ("left@example.com", [])]
                let older = try file("first", rows, sentOn: "2025-01-01", firstName: "Older", in: folder)
                let newer = try file("second", rows, sentOn: "2026-01-01", firstName: "Newer", in: folder)
                for files in [[older, newer], [newer, older], [older], [newer]] {
                    _ = try await importing(files, into: store)
                    let names = try await store.participants(ParticipantQuery()).collected()
                        .map { $0.attributes?.fields?["FirstName"] }
                    #expect(names == Array(repeating: .text("Newer"), count: 4))
                }
                // Last updated long before either campaign.
                let source = ScriptedSource(.small)
                source.change { $0.reports["first"]?[.sent]?[1].fields = ["City": .text("Bath")] }
                source.change { $0.reports["second"]?[.sent]?[1].fields = ["City": .text("Bath")] }
                _ = try await sync(source, into: store)
                let record = try await store.records(of: ["a1"])["a1"]
                #expect(record?.emailAddress == "a1@example.com" && record?.lastUpdatedAt == Timestamp(seconds: 1))
                #expect(record?.fields?["FirstName"] == nil)
            }
        }
    }

    @Test("A contact whose row no longer has an address is recognized by other campaigns' rows")
    func deletedContact() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let source = ScriptedSource(.small)
                source.change { account in
                    account.reports["first"]?[.sent]?[4].isDeleted = true
                    account.reports["first"]?[.unsubscribed]?[0].isDeleted = true
                }
                _ = try await sync(source, into: store, options: SyncOptions(campaignIDs: ["second"]))
                _ = try await importing([try firstCampaign(in: folder)], into: store)
                _ = try await sync(source, into: store, options: SyncOptions(isFull: true), at: 2_000_000)
                let found = try await contacts(of: "first", in: store)
                let everybody = (0..<10).map { "a\($0)" } + [ImportedContact.id(of: "left@example.com")]
                #expect(found == everybody)
            }
        }
    }

    @Test("Reports that have aged out are proven by imported rows, and are no alarm")
    func agedOut() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let source = ScriptedSource(.small)
                source.change { account in
                    account.summaries["first"] = Summary(sent: 11, openedUnique: 3, clickedUnique: 2, unsubscribed: 1)
                    account.reports["first"] = [:]
                }
                _ = try await importing([try firstCampaign(in: folder)], into: store)
                let outcome = try await sync(source, into: store)
                let kinds = try #require(outcome.reconciliation.campaigns.first { $0.campaignID == "first" }).kinds
                #expect(kinds.filter { $0.stored > 0 }.allSatisfy { $0.state == .retained })
                // 4 opens were imported where the summary has 3: kept, and no contradiction.
                #expect(kinds[ReportKind.opened.index].stored == 4 && !outcome.reconciliation.contradicts)
            }
        }
    }

    @Test("A forgotten person stays forgotten under any spelling; an imported person can be forgotten")
    func forgottenPeople() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let key = [UInt8](repeating: 7, count: 32)
                let hashes = ForgottenFilter(key: key, tombstones: [])
                let file = try firstCampaign(in: folder)
                _ = try await importing([file], into: store)
                for address in ["a2@example.com", "left@example.com"] {
                    let ids = try await store.contacts(matching: address).map(\.id)
                    #expect(ids == [ImportedContact.id(of: address)])
                    _ = try await store.forget(
                        ids, tombstones: [hashes.tombstone(ofPerson: address)] + ids.map(hashes.tombstone(ofContact:)))
                }
                let filter = ForgottenFilter(key: key, tombstones: try await store.tombstones())
                let again = try await importing([file], into: store, filter: filter)
                #expect(again.forgotten == 2 && again.newParticipants == 0)
                _ = try await sync(ScriptedSource(.small), into: store, filter: filter)
                #expect(try await store.contacts(matching: "a2@example.com").isEmpty)
                #expect(try await store.counts(of: "first").participants == 9)
            }
        }
    }

    @Test("An import that broke off is marked, and the same import completes it; a rollback removes all of it")
    func brokenImport() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let whole = try firstCampaign(in: folder)
                let missing = try file("gone", [], in: folder)
                try FileManager.default.removeItem(atPath: missing.path)
                await #expect(throws: ImportError.self) { _ = try await importing([whole, missing], into: store) }
                #expect(try await store.runs().map(\.state) == [.interrupted])
                let completed = try await importing([whole], into: store)
                #expect(completed.newParticipants == 0)
                #expect(try await store.counts(of: "first").participants == 11)
                _ = try await store.rollback(to: 1)
                #expect(try await store.participants(ParticipantQuery()).collected().isEmpty)
                #expect(try await store.campaigns().isEmpty)
                #expect(try await store.contacts(matching: "left@example.com").isEmpty)
                let outcome = try await sync(ScriptedSource(.small), into: store)
                #expect(outcome.run.state == .proven)
            }
        }
    }

    @Test("A sync that gave imported participants their ids can be rolled back: each stays once")
    func rolledBackSync() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                _ = try await importing([try firstCampaign(in: folder)], into: store)
                let engaged = try await store.counts(of: "first").engaged
                let told = try await sync(ScriptedSource(.small), into: store)
                _ = try await Rollback.perform(to: told.run.number, in: store)
                #expect(try await store.counts(of: "first").participants == 11)
                #expect(try await store.counts(of: "first").engaged == engaged)
                #expect(try await store.peopleCounts(asOf: nil, excluding: []).people == 11)
                _ = try await importing([try firstCampaign(in: folder)], into: store)
                _ = try await sync(ScriptedSource(.small), into: store, at: 3_000_000)
                #expect(try await store.counts(of: "first").participants == 11)
            }
        }
    }

    @Test("A file of `export --layout legacy` gives the same rows when another store imports and exports it")
    func roundTrip() async throws {
        try await withTemporaryFolder { folder in
            let hostile = ["=1+1", "+49 170 1", "-5", "@me", "a,\"b\"\r\nc", "<b>", "مرحبا", "'quoted'", ""]
            let source = ScriptedSource(.small)
            source.change { account in
                let rows = hostile.enumerated().map { number, text in
                    ScriptedSource.Row(
                        "h\(number)", fields: ["FirstName": .text(text), "kWh": .text("9\(number)"), "Address": .text(text)])
                }
                account.reports["first"]?[.sent] = rows
                account.reports["first"]?[.clicked] = [rows[1]]
                account.reports["first"]?[.opened] = [rows[1], rows[2]]
            }
            for (name, fill) in [("original", true), ("copy", false)] {
                try await withStore { store in
                    if fill {
                        _ = try await sync(source, into: store)
                    } else {
                        let files = try ["first", "second"].map { try LegacyFile(path: "\(folder)/campaign_\($0)_original.csv") }
                        _ = try await importing(files, into: store)
                    }
                    let exporter = Exporter(
                        ExportSettings(campaigns: try await store.campaigns(), fieldTags: try await store.fieldTags()))
                    for campaign in ["first", "second"] {
                        let path = "\(folder)/campaign_\(campaign)_\(name).csv"
                        let rows = store.participants(ParticipantQuery(campaignIDs: [campaign]))
                        _ = try await exporter.export({ _ in rows }, as: .csv, layout: .legacy, to: .file(path))
                    }
                }
            }
            // The rows are in order of contact ids, which are different in the copy.
            let files = try ["original", "copy"].map { name in
                try ["first", "second"].flatMap { try LegacyFile(path: "\(folder)/campaign_\($0)_\(name).csv").rows() }
                    .sorted { utf8Less($0.emailAddress ?? "", $1.emailAddress ?? "") }
            }
            #expect(files[0] == files[1] && files[0].count == 17)
            let names = files[0].filter { $0.campaignName == "First" && $0.emailAddress?.hasPrefix("h") == true }
                .map { $0.fields["FirstName"]?.text ?? "" }
            #expect(names == hostile)
        }
    }

    @Test("An imported row keeps the id that the first release made of a decomposed address, until a walk tells the real one")
    func importedUnderAnotherSpelling() async throws {
        try await withTemporaryFolder { folder in
            try await withStore { store in
                let (composed, decomposed) = ("zo\u{e9}@example.com", "zoe\u{301}@example.com")
                let first = try await importing([try file("first", [(composed, [.opened])], in: folder)], into: store)
                let made = ImportedContact.id(of: composed)
                // The first release hashed the address as it came, in lower case.
                let older = "imported-0123456789abcdef0123456789abcdef"
                try await store.rename([made: older], in: "first")
                let again = try await importing([try file("first", [(decomposed, [.clicked])], in: folder)], into: store)
                #expect(first.newParticipants == 1 && again.newParticipants == 0)
                #expect(try await contacts(of: "first", in: store) == [older])

                let source = ScriptedSource(.small)
                source.change { $0.reports["first"]?[.sent]?.append(.init("a99", address: decomposed)) }
                _ = try await sync(source, into: store)
                let found = try await contacts(of: "first", in: store)
                #expect(found.contains("a99") && !found.contains(where: ImportedContact.isID))
            }
        }
    }
}
