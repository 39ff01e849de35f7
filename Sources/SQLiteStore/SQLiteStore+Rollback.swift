package import Engagement
package import EngagementStore
import GRDB

extension SQLiteStore {
    package func rollback(to run: RunNumber) async throws -> RollbackOutcome {
        try await write { db in
            let isKnown = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM run WHERE number = ?)", arguments: [run])
            guard isKnown == true else { throw StoreError.unknownRun(run, store: name) }
            return try Rollback(db: db, run: run).perform()
        }
    }
}
