import Mail

/// A message on its way to a server, or only a greeting.
struct Delivery: Sendable {
    /// Nil to connect and log in, and send nothing.
    var message: MailMessage?
    var server: MailServer
    /// Of the whole exchange.
    var timeout: Duration
}
