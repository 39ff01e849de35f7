package import Engagement

extension CampaignMetrics {
    /// The files of recipients that can be told: none where a report they are made of is not known.
    package var knownRecipientFiles: [RecipientFile] {
        RecipientFile.allCases.filter { file in
            switch file {
            case .openers, .notOpened: measured.unknownReason(of: .open) == nil
            case .clickers: measured.unknownReason(of: .click) == nil
            case .bounced: measured.unknownReason(of: [.sent, .bounced]) == nil
            }
        }
    }
}
