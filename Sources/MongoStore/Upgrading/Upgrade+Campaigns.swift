import Engagement
import EngagementStore
import FoundationEssentials

/// What is stored under an id that is not spelled as ``canonicalID(_:)`` says moves to that spelling. What is there already is
/// joined by the merge law. The old document goes last, so that a killed upgrade finds it again.
extension Upgrade {
    func moveCampaigns() async throws {
        let stored = try await connection.find(.campaigns, [:], .init(projection: ["campaign_id": 1]))
            .compactMap { $0["campaign_id"]?.string }
        for id in Set(stored + (try await store.campaignOrder())).sorted(by: utf8Less) where canonicalID(id) != id {
            try await move(campaign: id, to: canonicalID(id))
        }
        try await spellJournal()
    }

    private func move(campaign old: CampaignID, to new: CampaignID) async throws {
        let (mine, theirs): (BSONDocument, BSONDocument) = (["campaign_id": .string(old)], ["campaign_id": .string(new)])
        try await moveRecord(of: old, to: new)
        let participants = RowBatches(after: ContactID.self) { last in
            let documents = try await connection.find(
                .participants, ParticipantDocument.range(old, after: last), .init(sort: ["_id": 1], limit: MongoStore.pageSize))
            return (documents, documents.count < MongoStore.pageSize ? nil : documents.last?["_id", "contact_id"]?.string)
        }
        for try await documents in participants {
            for document in documents { try await move(document, campaign: new, contact: nil) }
        }
        for document in try await connection.find(.certificates, mine) {
            guard let key = document["_id"]?.document else { continue }
            let moved = document.setting(["_id": .document(key.setting(theirs)), "campaign_id": .string(new)])
            try await connection.write(.certificates, [.insert(moved)], expectsDuplicates: true)
            try await connection.write(.certificates, [.delete(filter: ["_id": .document(key)])])
        }
        for collection in [Collection.forgotten, .accepted] {
            for document in try await connection.find(collection, ["_id.campaign_id": .string(old)]) {
                guard let key = document["_id"]?.document else { continue }
                let id: BSONDocument = ["_id": .document(key.setting(theirs))]
                let member = collection == .forgotten ? "count" : "difference"
                let update: BSONDocument = [(collection == .forgotten ? "$max" : "$setOnInsert"): [member: document[member] ?? 0]]
                try await connection.write(collection, [.update(filter: id, update: update, upsert: true)])
                try await connection.write(collection, [.delete(filter: ["_id": .document(key)])])
            }
        }
        // An open walk begins anew, as its pages belong to one of the ids.
        try await connection.write(.walks, [.deleteMany(filter: ["_id.campaign_id": ["$in": [.string(old), .string(new)]]])])
        try await connection.write(.journal, [.updateMany(filter: mine, update: ["$set": .document(theirs)])])
        let (note, renamed) = (StoreNote.importedParticipants(of: old), StoreNote.importedParticipants(of: new))
        if let value = try await store.note(note) {
            try await store.saveNote(renamed, value)
            try await store.saveNote(note, nil)
        }
        for document in try await connection.find(.reconciliations, [:]) {
            guard let json = document["json"]?.string, json.contains(old) else { continue }
            try await connection.write(
                .reconciliations,
                [
                    .replace(
                        filter: ["_id": document["_id"] ?? .null],
                        with: document.setting(["json": .string(json.replacing(old, with: new))]))
                ])
        }
        try await connection.write(.campaigns, [.delete(filter: ["_id": .string(old)])])
    }

    /// The newer record counts, under the older address. Members of the old scripts come along.
    private func moveRecord(of old: CampaignID, to new: CampaignID) async throws {
        guard let document = try await connection.find(.campaigns, ["_id": .string(old)]).first else { return }
        let ids: BSONDocument = ["_id": .string(new), "campaign_id": .string(new)]
        guard let present = try await connection.find(.campaigns, ["_id": .string(new)]).first else {
            try await connection.write(.campaigns, [.insert(document.setting(ids))], expectsDuplicates: true)
            return
        }
        guard let mine = document["saved_run"]?.run, let theirs = present["saved_run"]?.run,
            let myFirst = document["first_run"]?.run, let theirFirst = present["first_run"]?.run
        else { return }
        let newer = mine > theirs ? document.setting(ids) : present
        let older = myFirst < theirFirst ? document : present
        let merged = newer.setting(["slug": older["slug"] ?? .null, "first_run": older["first_run"] ?? .null])
        try await connection.write(.campaigns, [.replace(filter: ["_id": .string(new)], with: merged)])
    }

    /// The ids in old records of campaigns.
    private func spellJournal() async throws {
        for document in try await connection.find(.journal, ["change": "campaign"]) {
            guard let old = document["old"]?.document else { continue }
            let spelled = old.spellingIDs(["_id", "campaign_id", "to_lists"])
            guard spelled != old, let id = document["_id"] else { continue }
            try await connection.write(
                .journal, [.update(filter: ["_id": id], update: ["$set": ["old": .document(spelled)]])])
        }
    }

    // MARK: Lists

    func moveLists() async throws {
        for document in try await connection.find(.lists, [:]) {
            guard let id = document["_id"]?.string, canonicalID(id) != id else { continue }
            try await connection.write(
                .lists, [.insert(document.setting(["_id": .string(canonicalID(id))]))], expectsDuplicates: true)
            // Without a mark the next run reads the whole list.
            for status in ["subscribed", "unsubscribed", "pending"] {
                try await store.saveNote(.contactsRead(list: id, status: status), nil)
            }
            try await connection.write(.lists, [.delete(filter: ["_id": .string(id)])])
        }
        for document in try await connection.find(.campaigns, ["slug": ["$exists": true]], .init(projection: ["to_lists": 1])) {
            let spelled = document.spellingIDs(["to_lists"])
            guard spelled != document, let id = document["_id"] else { continue }
            try await connection.write(
                .campaigns, [.update(filter: ["_id": id], update: ["$set": ["to_lists": spelled["to_lists"] ?? .null]])])
        }
    }

    /// The first release kept marks beyond the start of a run, if a stamp of the provider was. They would hide changes.
    func limitMarks() async throws {
        guard let last = try await store.runs().map(\.startedAt).max() else { return }
        for (name, value) in try await store.notes() where name.hasPrefix("contacts:") {
            guard let mark = Timestamp(value), mark > last else { continue }
            try await store.saveNote(named: name, last.iso8601)
        }
    }
}
