import Engagement
import EngagementStore
import Foundation
import Publishing

/// What a published site was made from. The store keeps it, so that the next render knows that nothing would change before it
/// reads anything: rendering reads no clock.
struct RenderedSite: Codable {
    /// Of the store, the settings, the templates and the program.
    var source: String
    /// Of the files as they were published (``Publishing/OutputClaim/liveMark()``).
    var site: String
    var files: Int
    var keptFiles: Int
    /// What was said about the settings and the site.
    var unknownNames: [String]
    var warnings: [String]

    /// Kept once for each output.
    private static func kind(_ claim: OutputClaim) throws -> MeasureKind {
        MeasureKind("site:\(try claim.resolvedOutput())", version: 1)
    }

    /// What was rendered last to an output; nil if nothing is known, or if anything has been written to the store since.
    static func last(at claim: OutputClaim, in store: any StoreReader, at numbers: ChangeNumbers) async throws -> RenderedSite? {
        guard let kept = try await store.keptMeasure(try kind(claim)), kept.change == numbers.store else { return nil }
        return KeptMeasure.value(of: kept.bytes)
    }

    func keep(at claim: OutputClaim, in store: any StoreWriter, at numbers: ChangeNumbers) async throws {
        try await store.keep([KeptMeasure(self, change: numbers.store)], as: try Self.kind(claim))
    }

    /// What publishing it again would say.
    var unchanged: PublishResult {
        PublishResult(mode: .unchanged, written: 0, carried: files, removed: 0, kept: keptFiles, warnings: warnings)
    }
}

extension RenderWorkflow {
    /// A mark of everything that a site is made from.
    func source(at numbers: ChangeNumbers) async throws -> String {
        var mark = ContentMark()
        mark.add(try await store.storeID() ?? "")
        mark.add("\(numbers.store)")
        mark.add(Self.program)
        for folder in resources.folders {
            mark.add(folder.path)
            try mark.addContents(of: folder.path)
        }
        options.add(to: &mark)
        return mark.hexadecimal
    }

    /// Tells one build of the program from another.
    static var program: String {
        var mark = ContentMark()
        mark.addStatus(of: "/proc/self/exe".resolvingLink)
        return mark.hexadecimal
    }
}

extension RenderOptions {
    /// All that a site depends on, in one order; what becomes of older sites is no part of it.
    fileprivate func add(to mark: inout ContentMark) {
        for text in [output, title, siteAddress ?? "no address", timeZone.identifier] { mark.add(text) }
        for names in [excluded.names, excluded.otherLists, rules.publishedFields, rules.redacted.map(\.rawValue).sorted()] {
            mark.add("\(names.count)")
            for name in names { mark.add(name) }
        }
        mark.add(rules.privacy.rawValue)
        for (alias, tag) in rules.fieldAliases.sorted(by: { utf8Less($0.key, $1.key) }) {
            mark.add(alias)
            mark.add(tag)
        }
        mark.add(FileManager.default.contents(atPath: rules.secretFile).map { [UInt8]($0) } ?? [])
    }
}

extension String {
    fileprivate var resolvingLink: String { (try? FileManager.default.destinationOfSymbolicLink(atPath: self)) ?? self }
}
