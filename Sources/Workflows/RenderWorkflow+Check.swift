#if DEBUG
    import Engagement
    import EngagementStore
    import Foundation
    import Metrics
    import Publishing

    /// Whether a site that was rendered with what the store keeps and with rows of the site before is the one that a first render
    /// gives. Debug builds look with `OCTO_SITE_CHECK_RENDERS=1`, as `make test` does: so does every test that renders.
    extension RenderWorkflow {
        private static let isChecking = ProcessInfo.processInfo.environment["OCTO_SITE_CHECK_RENDERS"] == "1"

        private struct Mismatch: Error, CustomStringConvertible {
            let description: String
        }

        /// Renders once more to a folder of its own, and compares.
        /// - Throws: if a file is another one. Those of earlier runs may be, and what lists them: they stay as they were published.
        func checkRender(at claim: Claim, _ numbers: ChangeNumbers) async throws {
            guard Self.isChecking, !claim.keepsOldSite else { return }
            let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "octo-site-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            let output = try OutputClaim(output: "\(folder)/site", special: Self.specialFiles)
            let measurements = try await measurements(.keep, keeper: nil)
            let publisher = try Publisher(output)
            _ = try await stage(measurements, try await store.fieldTags(), in: publisher, .keep, numbers, nil)
            _ = try publisher.publish(keepingOldSiteOf: nil)
            let earlier = measurements.runs.filter { $0.number < measurements.run.number }.map { "/\($0.id)" }
            let (site, anew) = (try claim.output.liveChecksums(), try output.liveChecksums())
            for path in Set(site.keys).union(anew.keys).sorted() {
                let isOfEarlierRun = earlier.contains { path.contains($0) }
                if isOfEarlierRun || path == SiteLayout.dataPackage || site[path] == anew[path] { continue }
                throw Mismatch(description: "\(path) is not what a first render gives.")
            }
        }
    }
#endif
