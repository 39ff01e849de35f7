import Engagement
import EngagementStore
import Exports
import Metrics
import MongoStore
import Publishing
extension RenderJob {
    func writePages(
        _ measurements: Measurements, files: [ExportedFile], store: any EngagementStore, into publisher: Publisher,
        archive: Archive
    ) async throws {
        try publisher.write(Array("{}".utf8), to: "data/totals.json")
    }
}
extension MongoStore {
    func takeOver() async throws -> String? { nil }
}
