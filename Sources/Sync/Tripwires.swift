import Engagement
import EngagementStore

/// Alarms about the account as a whole: the signs of a broken merge that no single report shows.
extension Reconciler {
    func tripwires() -> [Tripwire] {
        let withReports = records.filter(\.hasReports)
        return withReports.compactMap(silentOpens) + withReports.flatMap(strangersAmongEngaged)
            + flagsAlikeForEverybody(withReports) + massVanishing()
    }

    /// Fewer contacts who opened or clicked a campaign that was not sent to them are no alarm.
    private static let fewestStrangers = 5

    /// Counts the contacts of each campaign that opened or clicked what was never sent to them. Only campaigns with enough
    /// participants who are not in the report `sent` are looked through; files and the old scripts' data don't tell whom a campaign
    /// was sent to.
    static func strangers(
        _ records: [CampaignRecord], counts: [CampaignID: Counts], in store: any StoreReader
    ) async throws -> [CampaignID: [ReportKind: Int]] {
        let suspects = records.filter { record in
            let count = counts[record.id] ?? Counts()
            return record.hasReports && count.participants - count.sent >= fewestStrangers
        }
        let takenOver = try await takenOver(among: suspects, in: store)
        var strangers: [CampaignID: [ReportKind: Int]] = [:]
        for record in suspects where !takenOver.contains(record.id) {
            var sent = ContactSet()
            for try await batch in store.reportedContacts(campaign: record.id, kind: .sent) {
                for contact in batch { sent.insert(contact.id) }
            }
            for kind in [ReportKind.opened, .clicked] {
                for try await batch in store.reportedContacts(campaign: record.id, kind: kind) {
                    let unsent = batch.count { !sent.contains($0.id) }
                    strangers[record.id, default: [:]][kind, default: 0] += unsent
                }
            }
        }
        return strangers
    }

    /// More than a hundredth of those whom a campaign was sent to, and at least five, opened or clicked without being among them.
    /// A report that the provider has dropped doesn't tell whom it was sent to.
    private func strangersAmongEngaged(_ record: CampaignRecord) -> [Tripwire] {
        guard let certificate = certificates[record.id]?[.sent]?.first, certificate.isComplete,
            !hasAgedOut(record, certificate)
        else { return [] }
        let sent = stored(record.id, .sent)
        return [ReportKind.opened, .clicked].compactMap { kind in
            let count = strangers[record.id]?[kind] ?? 0
            guard count >= Self.fewestStrangers, count * 100 > sent, count > accepted[record.id]?[kind] ?? 0 else { return nil }
            return Tripwire(
                campaignID: record.id, kind: kind, difference: count,
                message: "“\(record.campaign.title)”: \(count) contacts are stored as \(kind.rawValue), but the campaign was "
                    + "not sent to them.")
        }
    }

    /// A summary counts opens, and the store has none.
    private func silentOpens(_ record: CampaignRecord) -> Tripwire? {
        guard let expected = record.summary?.openedUnique, expected > 0, stored(record.id, .opened) == 0,
            !isAccepted(record.id, .opened), !isNotYet(record.id, .opened)
        else { return nil }
        return Tripwire(
            campaignID: record.id,
            message:
                "“\(record.campaign.title)”: EmailOctopus counts \(expected) \(expected == 1 ? "open" : "opens"), but none is stored."
        )
    }

    /// A flag is the same for every participant of the account, but the provider's own totals say otherwise.
    private func flagsAlikeForEverybody(_ records: [CampaignRecord]) -> [Tripwire] {
        // With those who were forgotten, as the flags are counted with theirs.
        let total = records.reduce(0) { $0 + max(counts[$1.id]?.participants ?? 0, stored($1.id, .sent)) }
        guard total > 0 else { return [] }
        return ReportKind.engagement.compactMap { kind in
            let known = records.filter { !isAccepted($0.id, kind) && !isNotYet($0.id, kind) }.compactMap { record in
                record.summary?.count(of: kind).flatMap { count in record.summary?.sent.map { (count: count, sent: $0) } }
            }
            let expected = known.reduce(0) { $0 + $1.count }
            let sent = known.reduce(0) { $0 + $1.sent }
            let flagged = records.reduce(0) { $0 + stored($1.id, kind) }
            if flagged == 0, expected > 0 {
                return Tripwire(
                    message: "No recipient is stored as \(kind.rawValue), but EmailOctopus counts \(expected).")
            }
            if flagged >= total, expected < sent {
                return Tripwire(
                    message: "Every recipient is stored as \(kind.rawValue), but EmailOctopus counts \(expected) of \(sent).")
            }
            return nil
        }
    }

    /// Seconds after sending. The provider's free plan drops the reports of older campaigns
    /// (<https://help.emailoctopus.com/article/367-how-to-cancel-my-pro-plan>).
    private static let agesOutAfter: Int64 = 30 * 86_400

    /// More than a tenth of the participants are no longer listed. Reports that the provider has dropped as a whole don't count.
    private func massVanishing() -> [Tripwire] {
        let total = counts.values.reduce(0) { $0 + $1.participants }
        let gone = records.reduce(0) { sum, record in
            let certificate = certificates[record.id]?[.sent]?.first(where: \.isComplete)
            return hasAgedOut(record, certificate) || isAccepted(record.id, .sent)
                ? sum : sum + (vanished[record.id]?[.sent] ?? 0)
        }
        guard gone * 10 > total else { return [] }
        return [
            Tripwire(
                message: "EmailOctopus no longer lists \(gone) of \(total) recipients. They are kept here. "
                    + "Is the key still of the same account?")
        ]
    }

    private func hasAgedOut(_ record: CampaignRecord, _ certificate: Certificate?) -> Bool {
        guard let certificate, certificate.distinct == 0, let sentAt = record.campaign.sentAt else { return false }
        return certificate.endedAt.seconds - sentAt.seconds > Self.agesOutAfter
    }

    /// True if the provider already counts, but gives the report only after the campaign has been sent.
    private func isNotYet(_ campaign: CampaignID, _ kind: ReportKind) -> Bool {
        certificates[campaign]?[kind]?.first?.ending == .notYet
    }

    private func isAccepted(_ campaign: CampaignID, _ kind: ReportKind) -> Bool { accepted[campaign]?[kind] != nil }
}
