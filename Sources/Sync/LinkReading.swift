import Basics
import Crypto
import EmailOctopus
import Engagement
import EngagementStore
import Foundation

/// Decides when a campaign's links are read, and what a reading of them proves. They are complete when their clicks are as many
/// as the summary says, or when two runs have read the same under the same summary.
struct LinkReading {
    let store: any StoreWriter

    /// True if the links have to be read. A total that is unknown proves nothing and asks for nothing: then they are read once,
    /// when something has moved, and by full runs.
    func isDue(_ record: CampaignRecord, summary: Summary, isFull: Bool) async throws -> Bool {
        let links = record.links ?? []
        let mayHaveClicks = (summary.clickedTotal ?? 1) > 0 || (summary.clickedUnique ?? 1) > 0
        guard mayHaveClicks || !links.isEmpty else { return false }
        if isFull || record.links == nil { return true }
        let hasMoved = record.summary.map {
            $0.clickedTotal != summary.clickedTotal || $0.clickedUnique != summary.clickedUnique
        }
        if hasMoved ?? true { return true }
        guard let total = summary.clickedTotal else { return false }
        let isComplete = links.reduce(0) { $0 + $1.total } >= total
        if isComplete, links.allSatisfy(\.isPossible) { return false }
        guard let certificate = try await certificate(of: record.id) else { return true }
        return !(certificate.isSettled && certificate.isUnder(summary) && certificate.digest == Self.digest(links))
    }

    /// Concludes a reading.
    ///
    /// - Parameters:
    ///   - isFull: true if the reading replaces what is stored, whatever it is.
    /// - Returns: the links to keep, and what is wrong with the reading, if that is new.
    func conclude(
        _ report: ListedLinks, of record: CampaignRecord, summary: Summary?, run: RunNumber, isFull: Bool
    ) async throws -> (links: [LinkClicks], problem: String?) {
        let before = try await certificate(of: record.id)
        let digest = Self.digest(report.links)
        let isRepeated = before.map { $0.digest == digest && $0.leftOut == report.leftOut.count && $0.run != run } ?? false
        let isUnchanged = summary.map { before?.isUnder($0) ?? false } ?? false
        let isSettled = isRepeated && isUnchanged
        let certificate = LinkCertificate(
            campaignID: record.id, run: run, expectedTotal: summary?.clickedTotal, expectedUnique: summary?.clickedUnique,
            digest: digest, leftOut: report.leftOut.count, isSettled: isSettled)
        try await save(certificate)
        let isComplete = report.leftOut.isEmpty && summary?.clickedTotal.map { report.total >= $0 } ?? false
        let stored = record.links ?? []
        let replaces = isFull || isComplete || isSettled || report.total >= stored.reduce(0) { $0 + $1.total }
        let problem =
            report.leftOut.isEmpty || isRepeated
            ? nil : "“\(record.campaign.title)”: not all links could be read: \(report.leftOut.firstSentences)."
        return (replaces ? report.links : stored, problem)
    }

    private func certificate(of campaign: CampaignID) async throws -> LinkCertificate? {
        guard let text = try await store.note(.linksRead(of: campaign)) else { return nil }
        return try JSONDecoder().decode(LinkCertificate.self, from: Data(text.utf8))
    }

    private func save(_ certificate: LinkCertificate) async throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = String(decoding: try encoder.encode(certificate), as: UTF8.self)
        try await store.saveNote(.linksRead(of: certificate.campaignID), text)
    }

    /// The same for the same links in any order.
    private static func digest(_ links: [LinkClicks]) -> String {
        let lines = links.map { "\($0.total) \($0.unique) \($0.url)" }.sorted(by: utf8Less)
        return Array(SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)).prefix(16)).hexadecimal
    }
}

extension [String] {
    /// The first three, and how many more there are.
    var firstSentences: String {
        prefix(3).joined(separator: "; ") + (count > 3 ? "; and \(count - 3) more" : "")
    }
}
