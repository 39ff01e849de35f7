import Engagement

extension V1Responder {
    func campaigns() -> Reply {
        paged(account.entries) { write($1, to: &$0) }
    }

    func write(_ entry: CampaignEntry, to writer: inout JSONWriter) {
        writer.campaign(entry, status: entry.campaign.status.rawValue.uppercased(), hasPlainText: true)
    }

    func report(_ name: String, of entry: CampaignEntry) -> Reply {
        let isKnown = ["summary", "links"].contains(name) || ReportName(name) != nil
        guard isKnown else { return problem(.noSuchPath) }
        guard hasReports(entry) else { return problem(.notSent) }
        if name == "summary" { return summary(of: entry) }
        if name == "links" { return links(of: entry) }
        guard let report = ReportName(name) else { return problem(.noSuchPath) }
        if options.untracked[entry.campaign.id]?.contains(report.kind) == true { return problem(.untracked) }
        return contacts(in: report, of: entry)
    }

    private func links(of entry: CampaignEntry) -> Reply {
        reply { writer in
            writer.raw("{\"data\":")
            writer.links(of: entry, in: account)
            writer.raw(",\"paging\":[]}")
        }
    }

    private func contacts(in report: ReportName, of entry: CampaignEntry) -> Reply {
        var cursor: SimulatedCursor?
        // `page` is ignored here, as the provider does: a client that counts pages reads the first page for ever.
        if let last = query.value("last") {
            cursor = SimulatedCursor(last)
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
