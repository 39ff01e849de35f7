import Engagement
import EngagementStore

/// Every contact with a record, by id.
actor KnownContactPager: Pager {
    private let store: MongoStore
    private var last: BSONValue = .minKey

    init(_ store: MongoStore) { self.store = store }

    func next() async throws -> [KnownContact]? {
        let documents = try await store.connection.find(
            .contacts, ["run": ["$exists": true], "_id": ["$gt": last]], .init(sort: ["_id": 1], limit: MongoStore.chunk))
        guard let end = documents.last?["_id"] else { return nil }
        last = end
        let contacts = documents.compactMap { EncodedContact($0) }
        let firstRuns = try await store.firstRuns(of: contacts.reduce(into: [:]) { $0[$1.id] = $1.run })
        return contacts.compactMap { contact in
            contact.attributes.map {
                KnownContact(id: contact.id, attributes: $0, firstRun: firstRuns[contact.id] ?? contact.run)
            }
        }
    }
}

/// Every certificate in order of its key: by campaign, kind, run and walk.
actor CertificatePager: Pager {
    private let connection: MongoConnection
    private var last: BSONValue = .minKey

    init(_ connection: MongoConnection) { self.connection = connection }

    func next() async throws -> [KeptCertificate]? {
        let documents = try await connection.find(
            .certificates, ["_id": ["$gt": last]], .init(sort: ["_id": 1], limit: MongoStore.chunk))
        guard let end = documents.last?["_id"] else { return nil }
        last = end
        return documents.compactMap { document in
            CertificateDocument.decode(document).map { KeptCertificate($0, isVoided: document["voided"] == true) }
        }
    }
}
