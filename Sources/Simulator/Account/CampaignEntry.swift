import Engagement

/// A campaign as the provider lists it on a day.
struct CampaignEntry: Sendable {
    var campaign: Campaign
    /// The campaign's index in the plan; nil for a draft or a failed campaign that is never sent.
    var index: Int?
    var list: Int
    var listedAt: Int64
    var html: String
}

extension CampaignEntry {
    /// - Parameter status: the campaign's status on the day.
    init(_ plan: SimulatedCampaign, in account: AccountPlan, status: Campaign.Status) {
        let mixer = account.mixer
        let texts = CampaignTexts(index: plan.index, of: account.initialCampaigns, sentAt: plan.sentAt)
        let isSent = status == .sent
        self.init(
            campaign: Campaign(
                id: UUIDText.version1(
                    seconds: plan.createdAt, entropy: mixer.bits(.identity, -1, plan.index),
                    node: mixer.bits(.node, -1, plan.index)),
                name: texts.name, subject: texts.subject, status: status, listIDs: [Self.listID(plan.list, mixer)],
                fromName: CampaignTexts.fromName, fromAddress: CampaignTexts.fromAddress,
                createdAt: Timestamp(seconds: plan.createdAt), sentAt: isSent ? Timestamp(seconds: plan.sentAt) : nil),
            index: plan.index, list: plan.list, listedAt: isSent ? plan.listedAt : plan.createdAt,
            html: texts.html(index: plan.index, list: plan.list))
    }

    /// Drafts (one without a name, one without a subject, an unusual one), and campaigns whose sending failed.
    static func unsent(_ account: AccountPlan) -> [CampaignEntry] {
        let size = account.size
        // One of the drafts is the campaign that day 1 will send.
        let drafts = max(0, size.drafts - 1)
        return (0..<drafts + size.failed).map { number in
            let failed = number >= drafts
            let createdAt = AccountPlan.start - Int64(number + 2) * 3 * 86_400 - 4_321
            let names: [(String?, String?)] = [
                (nil, nil), ("Draft: <b>autumn</b> ideas", nil), (nil, "Untitled"), ("Copy of Copy", ""),
            ]
            let texts =
                failed ? ("Meter readings, second try", "Please send us your meter reading") : names[number % names.count]
            return CampaignEntry(
                campaign: Campaign(
                    id: UUIDText.version1(
                        seconds: createdAt, entropy: account.mixer.bits(.identity, -2, number),
                        node: account.mixer.bits(.node, -2, number)),
                    name: texts.0, subject: texts.1, status: failed ? .error : .draft,
                    listIDs: number == 0 && !failed ? [] : [listID(0, account.mixer)],
                    fromName: number == 0 && !failed ? nil : CampaignTexts.fromName,
                    fromAddress: number == 0 && !failed ? nil : CampaignTexts.fromAddress,
                    createdAt: Timestamp(seconds: createdAt), sentAt: nil),
                index: nil, list: 0, listedAt: createdAt, html: "<p>{{FirstName}}</p>")
        }
    }

    static func listID(_ list: Int, _ mixer: Mixer) -> ListID {
        UUIDText.version1(
            seconds: AccountPlan.start - Int64(460 + list) * 86_400, entropy: mixer.bits(.identity, -3, list),
            node: mixer.bits(.node, -3, list))
    }
}
