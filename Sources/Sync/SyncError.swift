/// Why a sync could not begin: a sentence for a person.
package enum SyncError: Error, Hashable, Sendable, CustomStringConvertible {
    case otherAccount(store: String)
    case noSuchCampaign(id: String)

    package var description: String {
        switch self {
        case .otherAccount(let store):
            "\(store) belongs to another account: this key's account has none of the store's campaigns. "
                + "Give this account a store of its own (--store), or use the key with which the store was made."
        case .noSuchCampaign(let id):
            "The account has no campaign \(id). `octo-site verify` lists the ids of the campaigns in the store."
        }
    }
}
