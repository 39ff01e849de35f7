import Engagement

/// A message, in each of the forms in which channels take it.
package struct Message: Hashable, Sendable {
    /// The site's title and the headline.
    package var subject: String
    package var headline: String
    /// Plain text.
    package var text: String
    /// A whole document.
    package var html: String
    /// Plain text in which Slack's marks are escaped, with Slack's links.
    package var slack: String
    package var payload: Payload

    /// Everything that leaves this machine with it, for the leak check.
    package var parts: [String] { [subject, text, html, slack, payload.json.text(depth: 0)] }
}
