import EmailOctopus
import Engagement

/// How the provider answers from an account, in both versions of its API.
struct OddAnswers {
    let account: OddAccount
    let port: UInt16

    func reply(to request: OddServer.Request) -> OddServer.Reply {
        let parts = request.path.split(separator: "/").map(String.init)
        if parts == ["campaigns"] {
            return OddServer.Reply(page(account.campaigns.map { spelled($0, request.version) }, request))
        }
        if parts == ["lists"] { return OddServer.Reply(page(account.lists, request)) }
        if parts.count >= 3, parts[0] == "lists", parts[2] == "contacts" { return contacts(of: parts[1], parts, request) }
        if let campaign = request.campaign, let report = request.report { return self.report(report, of: campaign, request) }
        return refusal(404, "not-found", "NOT_FOUND", request)
    }

    private func contacts(of list: ListID, _ parts: [String], _ request: OddServer.Request) -> OddServer.Reply {
        guard var contacts = account.contacts[list] else { return refusal(404, "not-found", "LIST_NOT_FOUND", request) }
        let status = request.version == .v2 ? request.query["status"] ?? "subscribed" : parts.dropFirst(3).first
        // What is no contact has no status, and is listed with the subscribed ones.
        if let status { contacts = contacts.filter { ($0["status"]?.text ?? "subscribed") == status } }
        if let since = request.query["last_updated_at.gte"] {
            contacts = contacts.filter { ($0["last_updated_at"]?.text ?? since).prefix(19) >= since.prefix(19) }
        }
        return OddServer.Reply(page(contacts, request))
    }

    private func report(_ report: String, of campaign: CampaignID, _ request: OddServer.Request) -> OddServer.Reply {
        guard let reports = account.rows[campaign] else { return refusal(404, "not-found", "CAMPAIGN_NOT_FOUND", request) }
        if account.untracked[campaign]?.contains(report) == true {
            return refusal(403, "access-denied", "CAMPAIGN_FEATURE_DISABLED", request)
        }
        switch report {
        case "summary": return OddServer.Reply(account.summaries[campaign] ?? summary(reports))
        case "links":
            let links = JSONLiteral.array(account.links[campaign] ?? [])
            return OddServer.Reply(request.version == .v2 ? ["data": links] : ["data": links, "paging": []])
        default:
            guard let kind = ReportKind(rawValue: report) else { return refusal(404, "not-found", "NOT_FOUND", request) }
            let rows = (reports[kind] ?? []).map { element($0, request.version) }
            var body = page(rows, request)
            if request.version == .v2 { body["status"] = .string(report) }
            return OddServer.Reply(body)
        }
    }

    // MARK: Shapes

    private func element(_ row: OddAccount.Row, _ version: APIVersion) -> JSONLiteral {
        switch row {
        case .element(let element): return element
        case .elements(let v1, let v2): return version == .v2 ? v2 : v1
        case .contact(let contact, let time):
            var row: JSONLiteral
            if version == .v2 {
                row = ["contact_id": contact["id"] ?? nil, "contact_email_address": contact["email_address"] ?? nil]
            } else {
                row = ["contact": spelled(contact, version)]
            }
            row["occurred_at"] = time
            return row
        }
    }

    /// v1.6 writes statuses in upper case.
    private func spelled(_ element: JSONLiteral, _ version: APIVersion) -> JSONLiteral {
        guard version == .v16, let status = element["status"]?.text else { return element }
        var element = element
        element["status"] = .string(status.uppercased())
        return element
    }

    private func summary(_ reports: [ReportKind: [OddAccount.Row]]) -> JSONLiteral {
        func count(_ kind: ReportKind) -> JSONLiteral {
            let ids = (reports[kind] ?? []).compactMap { row -> JSONLiteral? in
                if case .contact(let contact, _) = row { contact["id"] } else { nil }
            }
            return JSONLiteral(Set(ids).count)
        }
        return [
            "sent": count(.sent), "bounced": ["hard": count(.bounced), "soft": 0],
            "opened": ["total": count(.opened), "unique": count(.opened)],
            "clicked": ["total": count(.clicked), "unique": count(.clicked)], "complained": count(.complained),
            "unsubscribed": count(.unsubscribed),
        ]
    }

    /// v1.6 counts the pages of campaigns, lists and contacts, and gives reports a cursor; v2 gives everything a cursor.
    private func page(_ elements: [JSONLiteral], _ request: OddServer.Request) -> JSONLiteral {
        let size = max(1, min(account.pageSize, request.query["limit"].flatMap { Int($0) } ?? account.pageSize))
        let isCounted = request.version == .v16 && request.report == nil
        let name = isCounted ? "page" : request.version == .v2 ? "starting_after" : "last"
        let position = request.query[name].flatMap { Int($0) } ?? (isCounted ? 1 : 0)
        let start = min(elements.count, isCounted ? (position - 1) * size : position)
        let end = min(elements.count, start + size)
        let following = isCounted ? position + 1 : end
        var query = request.query.filter { $0.key != "api_key" && $0.key != name }.map { "\($0.key)=\($0.value)" }.sorted()
        query.append("\(name)=\(following)")
        let path = "\(request.path)?\(query.joined(separator: "&").replacing(":", with: "%3A"))"
        let paging: JSONLiteral
        switch (request.version, end < elements.count) {
        case (.v2, true):
            paging = [
                "next": ["url": .string("http://127.0.0.1:\(port)\(path)"), "starting_after": .string(String(following))]
            ]
        case (.v2, false): paging = [:]
        case (.v16, true): paging = ["next": .string("/api/1.6\(path)&api_key=hidden"), "previous": nil]
        case (.v16, false): paging = isCounted ? ["next": nil, "previous": nil] : []
        }
        return ["data": .array(Array(elements[start..<end])), "paging": paging]
    }

    private func refusal(_ status: Int, _ slug: String, _ code: String, _ request: OddServer.Request) -> OddServer.Reply {
        request.version == .v2
            ? OddServer.Reply(
                status: status,
                [
                    "title": "An error occurred.", "detail": "Not this one.", "status": JSONLiteral(status),
                    "type": .string("https://emailoctopus.com/api-documentation/v2#\(slug)"),
                ])
            : OddServer.Reply(status: status, ["error": ["code": .string(code), "message": "Not this one."]])
    }
}
