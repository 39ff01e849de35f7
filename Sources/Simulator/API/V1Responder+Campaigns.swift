import Engagement

extension V1Responder {
    func campaigns() -> Reply {
        paged(account.entries) { write($1, to: &$0) }
    }

    func write(_ entry: CampaignEntry, to writer: inout JSONWriter) {
        let campaign = entry.campaign
        writer.raw("{\"id\":")
        writer.string(campaign.id)
        writer.raw(",\"status\":")
        writer.string(campaign.status.rawValue.uppercased())
        writer.raw(",\"name\":")
        writer.string(campaign.name)
        writer.raw(",\"subject\":")
        writer.string(campaign.subject)
        writer.raw(",\"to\":")
        writer.list(campaign.listIDs) { $0.string($1) }
        writer.raw(",\"from\":{\"name\":")
        writer.string(campaign.fromName)
        writer.raw(",\"email_address\":")
        writer.string(campaign.fromAddress)
        writer.raw("},\"content\":{\"html\":")
        writer.string(entry.html)
        writer.raw(",\"plain_text\":\"\"},\"created_at\":")
        writer.time(campaign.createdAt?.seconds)
        writer.raw(",\"sent_at\":")
        writer.time(campaign.sentAt?.seconds)
        writer.raw("}")
    }

    func report(_ name: String, of entry: CampaignEntry) -> Reply {
        let isKnown = ["summary", "links"].contains(name) || ReportName(name) != nil
        guard isKnown else { return problem(.noSuchPath) }
        let isUnderWay = entry.campaign.status == .sending && options.reportsWhileSending
        guard entry.campaign.status == .sent || isUnderWay else { return problem(.notSent) }
        if name == "summary" { return summary(of: entry) }
        if name == "links" { return links(of: entry) }
        guard let report = ReportName(name) else { return problem(.noSuchPath) }
        if options.untracked[entry.campaign.id]?.contains(report.kind) == true { return problem(.untracked) }
        return contacts(in: report, of: entry)
    }

    private func summary(of entry: CampaignEntry) -> Reply {
        reply {
            $0.summary(
                account.snapshot(of: entry).summary(of: entry, in: account, options: options), id: entry.campaign.id)
        }
    }

    private func links(of entry: CampaignEntry) -> Reply {
        reply { writer in
            writer.raw("{\"data\":")
            writer.links(of: entry, in: account)
            writer.raw(",\"paging\":[]}")
        }
    }

    private func contacts(in report: ReportName, of entry: CampaignEntry) -> Reply {
        var cursor: Cursor?
        // `page` is ignored here, as the provider does: a client that counts pages reads the first one for ever.
        if let last = query.value("last") {
            cursor = Cursor(last)
            if cursor == nil { return problem(.badParameter("last", "This value is not valid.")) }
        }
        let page = ReportPage(report, of: entry, in: account, options: options, after: cursor, limit: limit)
        let book = account.contacts
        return reply { writer in
            writer.raw("{\"data\":")
            writer.list(page.rows) { writer, row in
                writer.raw("{\"contact\":")
                write(book.contact(row.key), of: row.key.list, inReport: true, to: &writer)
                if let time = row.occurredAt {
                    writer.raw(",\"occurred_at\":")
                    writer.time(time)
                }
                if report == .kind(.bounced) {
                    writer.raw(row.isHardBounce ? ",\"type\":\"HARD\"" : ",\"type\":\"SOFT\"")
                }
                writer.raw("}")
            }
            writer.raw(",\"paging\":")
            switch (page.next, options.lastPage) {
            case (let next?, _):
                writer.raw("{\"next\":")
                writer.string(link([("last", next.base64)]))
                writer.raw("}")
            case (nil, .documented), (nil, .emptyArray): writer.raw("[]")
            case (nil, .absent): writer.raw("{}")
            case (nil, .null): writer.raw("{\"next\":null}")
            case (nil, .emptyNext): writer.raw("{\"next\":\"\"}")
            }
            writer.raw("}")
        }
    }
}
