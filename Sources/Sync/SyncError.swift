/// Why a sync could not begin: a sentence for a person.
package enum SyncError: Error, Hashable, Sendable, CustomStringConvertible {
    case otherAccount(store: String)
    case noSuchCampaign(id: String)

    package var description: String {
        switch self {
        case .otherAccount(let store):
            "\(store) belongs to another account: none of the campaigns it holds is among those of this key. "
                + "Give this account a store of its own (--store), or use the key the store was made with."
        case .noSuchCampaign(let id):
            "The account has no campaign \(id). `octo-site verify` lists the ids that the store knows."
        }
    }
}
