/// Texts of an account that may hold addresses, and that can be published without them.
package enum RedactedText: String, Hashable, Sendable, CaseIterable {
    case campaignNames = "campaign_names"
    case subjects
    case senderNames = "sender_names"
    case listNames = "list_names"
    case linkPaths = "link_paths"
}

extension CampaignRecord {
    /// The record as it is published: names and subjects without addresses, no sender, links without their paths.
    package func published(without texts: Set<RedactedText>) -> CampaignRecord {
        var output = self
        func redact(_ text: inout String?) { text = text.map { Redaction.everything.redacted($0) ?? $0 } }
        if texts.contains(.campaignNames) { redact(&output.campaign.name) }
        if texts.contains(.subjects) { redact(&output.campaign.subject) }
        if texts.contains(.senderNames) { (output.campaign.fromName, output.campaign.fromAddress) = (nil, nil) }
        if texts.contains(.linkPaths) { output.links = output.links?.map { $0.withoutPath }.addedUp }
        return output
    }
}

extension ContactList {
    /// The list as it is published: its name without addresses.
    package func published(without texts: Set<RedactedText>) -> ContactList {
        guard texts.contains(.listNames), let name = Redaction.everything.redacted(name) else { return self }
        return ContactList(id: id, name: name, fieldTags: fieldTags)
    }
}

extension LinkClicks {
    /// Scheme and host only: `https://shop.example/…`.
    fileprivate var withoutPath: LinkClicks {
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        guard let end = url[start...].firstIndex(where: { "/?#".contains($0) }) else { return self }
        let host = url[start..<end]
        // Before the host there may be a user's name, which looks like an address.
        let name = host.lastIndex(of: "@").map { host[host.index(after: $0)...] } ?? host
        return LinkClicks(url: "\(url[..<start])\(name)/…", total: total, unique: unique)
    }
}

extension [LinkClicks] {
    /// One entry a URL, in the order in which they come first.
    package var addedUp: [LinkClicks] {
        var output: [LinkClicks] = []
        var places: [String: Int] = [:]
        for link in self {
            let key = normalizedText(link.url)
            if let place = places[key] {
                let known = output[place]
                output[place] = LinkClicks(
                    url: known.url, total: known.total + link.total, unique: known.unique + link.unique)
            } else {
                places[key] = output.count
                output.append(link)
            }
        }
        return output
    }
}
