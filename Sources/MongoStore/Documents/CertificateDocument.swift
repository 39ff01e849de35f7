import Engagement
import EngagementStore

/// A certificate as `octo_certificates` keeps it; `voided` marks those that a rollback has voided.
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

    static func decode(_ document: BSONDocument) throws(UnreadableValue) -> Certificate {
        Certificate(
            campaignID: try document.required("campaign_id", \.string), kind: try document.word("kind"),
            run: try document.required("run", \.run), pages: try document.required("pages", \.int),
            rows: try document.required("rows", \.int), distinct: try document.required("distinct", \.int),
            forgotten: try document.required("forgotten", \.int), ending: try document.word("ending"),
            expectedBefore: try document.optional("expected_before", \.int),
            expectedAfter: try document.optional("expected_after", \.int),
            isResumed: try document.required("is_resumed", \.boolean), endedAt: try document.required("ended_at", \.timestamp),
            problem: try document.optional("problem", \.string))
    }
}
