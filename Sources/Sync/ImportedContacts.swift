import Engagement
import EngagementStore

/// Imported participants of one campaign whose contact ids are not known yet. When a report lists their address with an id,
/// they get that id, so that nobody is counted twice.
actor ImportedContacts {
    private let store: any StoreWriter
    private let campaignID: CampaignID
    /// Nil until they are looked up.
    private var waiting: Set<ContactID>?
    /// Those whose id an earlier release made from another spelling of the address.
    private var spelledOtherwise: [Person: ContactID] = [:]

    init(campaign: CampaignID, store: any StoreWriter) {
        self.store = store
        campaignID = campaign
    }

    /// Gives the imported participants the ids that a batch has for their addresses. Must be called before the batch is merged,
    /// so that merging counts as new only what no import knew.
    func adopt(_ batch: MergeBatch) async throws {
        let waiting = if let known = self.waiting { known } else { try await lookUp() }
        guard !waiting.isEmpty else { return }
        var names: [ContactID: ContactID] = [:]
        for (id, address) in try await addresses(in: batch) {
            let imported = spelledOtherwise[address] ?? ImportedContact.id(of: address)
            guard waiting.contains(imported) else { continue }
            // If one address comes with two ids, the smaller id is used, whatever their order.
            if names[imported].map({ utf8Less(id, $0) }) ?? true { names[imported] = id }
        }
        guard !names.isEmpty else { return }
        try await store.rename(names, in: campaignID)
        self.waiting = waiting.subtracting(names.keys)
        if self.waiting == [] { try await store.saveNote(.importedParticipants(of: campaignID), nil) }
    }

    private func lookUp() async throws -> Set<ContactID> {
        var found: Set<ContactID> = []
        if try await store.note(.importedParticipants(of: campaignID)) != nil {
            for try await batch in store.reportedContacts(campaign: campaignID, kind: .sent) {
                let imported = batch.map(\.id).filter(ImportedContact.isID)
                found.formUnion(imported)
                for (id, record) in try await store.records(of: imported) {
                    guard let person = record.person, ImportedContact.id(of: person) != id else { continue }
                    spelledOtherwise[person] = id
                }
            }
        }
        waiting = found
        return found
    }

    /// The contacts of the batch with their addresses, which come from the batch or from the store.
    private func addresses(in batch: MergeBatch) async throws -> [ContactID: Person] {
        var addresses: [ContactID: Person] = [:]
        for contact in batch.contacts { addresses[contact.id] = contact.attributes?.person }
        let silent = batch.participants.map(\.contactID).filter { addresses[$0] == nil }
        for (id, record) in try await store.records(of: silent) { addresses[id] = record.person }
        return addresses
    }
}
