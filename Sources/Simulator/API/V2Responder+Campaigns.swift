import Engagement

extension V2Responder {
    func campaigns() -> Reply {
        let all = account.entries
        let known = cursor.flatMap { cursor in all.firstIndex { $0.campaign.id == cursor.id } }
        let begin = known.map { $0 + 1 } ?? 0
        let end = min(all.count, begin + limit)
        return reply { writer in
            writer.raw("{\"data\":")
            writer.list(all[begin..<end]) { write($1, to: &$0) }
            let next = next(
                after: Cursor(time: all[end - 1].listedAt, id: all[end - 1].campaign.id), hasRows: begin < end,
                hasMore: end < all.count)
            paging(next, to: &writer)
            writer.raw("}")
        }
    }

    func write(_ entry: CampaignEntry, to writer: inout JSONWriter) {
        let campaign = entry.campaign
        writer.raw("{\"id\":")
        writer.string(campaign.id)
        writer.raw(",\"status\":")
        writer.string(campaign.status.rawValue)
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
        writer.raw("},\"created_at\":")
        writer.time(campaign.createdAt?.seconds)
        writer.raw(",\"sent_at\":")
        writer.time(campaign.sentAt?.seconds)
        writer.raw("}")
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
        let isUnderWay = entry.campaign.status == .sending && options.reportsWhileSending
        guard entry.campaign.status == .sent || isUnderWay else { return APIProblem.notSent.v2 }
        guard let report else { return name == "summary" ? summary(of: entry) : links(of: entry) }
        if options.untracked[entry.campaign.id]?.contains(report.kind) == true { return APIProblem.untracked.v2 }
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
