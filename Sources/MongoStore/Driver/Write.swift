/// One write of a bulk.
enum Write: Sendable {
    case insert(BSONDocument)
    case update(filter: BSONDocument, update: BSONDocument, upsert: Bool = false)
    case updateMany(filter: BSONDocument, update: BSONDocument)
    case replace(filter: BSONDocument, with: BSONDocument, upsert: Bool = true)
    case delete(filter: BSONDocument)
    case deleteMany(filter: BSONDocument)
}
