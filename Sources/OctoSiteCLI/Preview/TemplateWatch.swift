import Foundation

/// Renders again whenever a template, a style or a script has changed. Looks once a second: a handful of files.
struct TemplateWatch: Sendable {
    let job: RenderJob
    let console: Console

    func run() async throws {
        var seen = stamps()
        while true {
            try await Task.sleep(for: .seconds(1))
            let now = stamps()
            guard now != seen else { continue }
            seen = now
            do {
                _ = try await job.openAndRender()
                console.say("Rendered again.")
            } catch let error as CancellationError {
                throw error
            } catch {
                // A mistake in a template is what one is looking for here: say it, and wait for the next try.
                console.warn("\(error)")
            }
        }
    }

    private func stamps() -> [String: Date] {
        var stamps: [String: Date] = [:]
        for folder in job.folders {
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
            for case let file as URL in files ?? .init() {
                stamps[file.path] = (try? file.resourceValues(forKeys: [.contentModificationDateKey]))?.contentModificationDate
            }
        }
        return stamps
    }
}
