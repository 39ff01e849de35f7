import Engagement

extension V2Responder {
    func campaigns() -> Reply {
        paged(account.entries, cursor: { SimulatedCursor(time: $0.listedAt, id: $0.campaign.id) }) { write($1, to: &$0) }
    }

    func write(_ entry: CampaignEntry, to writer: inout JSONWriter) {
        writer.campaign(entry, status: entry.campaign.status.rawValue, hasPlainText: false)
    }

    func reports(of entry: CampaignEntry, name: String?) -> Reply {
        guard name == nil || name == "summary" || name == "links" else { return APIProblem.noSuchPath.v2 }
        var report: ReportName?
        if name == nil {
            report = query.value("status").flatMap { ReportName($0) }
            if report == nil {
                return APIProblem.badParameter("status", "This value should be one of the reports' kinds.").v2
            }
        }
        guard hasReports(entry) else { return APIProblem.notSent.v2 }
        guard let report else { return name == "summary" ? summary(of: entry) : links(of: entry) }
        if options.untracked[entry.campaign.id]?.contains(report.kind) == true { return APIProblem.untracked.v2 }
        return contacts(in: report, of: entry)
    }

    private func links(of entry: CampaignEntry) -> Reply {
        reply { writer in
            writer.raw("{\"data\":")
            writer.links(of: entry, in: account)
            writer.raw("}")
        }
    }

    private func contacts(in report: ReportName, of entry: CampaignEntry) -> Reply {
        let page = ReportPage(report, of: entry, in: account, options: options, after: cursor, limit: limit)
        let book = account.contacts
        return reply { writer in
            writer.raw("{\"status\":")
            writer.string(query.value("status"))
            writer.raw(",\"data\":")
            writer.list(page.rows) { writer, row in
                writer.raw("{\"contact_id\":")
                writer.plain(book.idBytes(row.key))
                if !book.isDeleted(row.key) {
                    writer.raw(",\"contact_email_address\":")
                    writer.string(book.address(row.key))
                } else if !options.omitsDeletedAddress {
                    writer.raw(",\"contact_email_address\":null")
                }
                if let time = row.occurredAt {
                    writer.raw(",\"occurred_at\":")
                    writer.time(time)
                }
                writer.raw("}")
            }
            paging(page.next, to: &writer)
            writer.raw("}")
        }
    }
}
