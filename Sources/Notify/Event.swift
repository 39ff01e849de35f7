/// What a message is about: the gravest of what it tells.
package enum Event: String, Codable, Sendable, CaseIterable {
    /// Numbers do not match, or an update failed.
    case problem
    /// A problem is over.
    case over
    /// A campaign's results.
    case campaign
    /// The first message to a channel.
    case welcome
    /// The weekly digest.
    case digest
    /// `octo-site notify --test`.
    case test
}
