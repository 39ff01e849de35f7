import Engagement

/// A certificate as `octo_certificates` keeps it; `voided` marks those a rollback has made worthless.
enum CertificateDocument {
    static func encode(_ certificate: Certificate, id: BSONValue) -> BSONDocument {
        var document: BSONDocument = [
            "_id": id, "campaign_id": .string(certificate.campaignID), "kind": .string(certificate.kind.rawValue),
            "run": .int32(certificate.run), "pages": BSONValue(certificate.pages), "rows": BSONValue(certificate.rows),
            "distinct": BSONValue(certificate.distinct), "forgotten": BSONValue(certificate.forgotten),
            "ending": .string(certificate.ending.rawValue), "is_complete": .boolean(certificate.isComplete),
        ]
        document.append("expected_before", ifPresent: certificate.expectedBefore.map { BSONValue($0) })
        document.append("expected_after", ifPresent: certificate.expectedAfter.map { BSONValue($0) })
        document.append("is_resumed", .boolean(certificate.isResumed))
        document.append("ended_at", BSONValue(certificate.endedAt))
        document.append("problem", ifPresent: certificate.problem.map(BSONValue.string))
        return document
    }

    static func decode(_ document: BSONDocument) -> Certificate? {
        guard let campaign = document["campaign_id"]?.string,
            let kind = document["kind"]?.string.flatMap(ReportKind.init), let run = document["run"]?.run,
            let ending = document["ending"]?.string.flatMap(Certificate.Ending.init),
            let endedAt = document["ended_at"]?.timestamp
        else { return nil }
        return Certificate(
            campaignID: campaign, kind: kind, run: run, pages: document["pages"]?.int ?? 0,
            rows: document["rows"]?.int ?? 0, distinct: document["distinct"]?.int ?? 0,
            forgotten: document["forgotten"]?.int ?? 0, ending: ending, expectedBefore: document["expected_before"]?.int,
            expectedAfter: document["expected_after"]?.int, isResumed: document["is_resumed"] == true, endedAt: endedAt,
            problem: document["problem"]?.string)
    }
}
