import Files
package import Notify

/// Who is told of a build, and how.
package struct NotifyOptions: Sendable {
    package var channels: [Channel]
    /// A Prometheus textfile; nil for none.
    package var metricsFile: String?
    package var title: String
    /// Where the site will be found, for links; nil: messages have none.
    package var siteAddress: String?
    /// Where memories are kept when the store can't be written to.
    var memoryFile: String
    /// With the key by which forgotten people are recognised.
    package var secretFile: String
    /// How long all channels together may hold a build: its start, its messages and its end.
    package var patience = Duration.seconds(60)

    /// - Parameter output: the folder the site is published in.
    package init(
        channels: [Channel], metricsFile: String?, title: String, siteAddress: String?, output: String, secretFile: String
    ) {
        self.channels = channels
        self.metricsFile = metricsFile
        self.title = title
        self.siteAddress = siteAddress
        let folder = FileSystem.realPath(output) ?? output
        let parts = folder.split(separator: "/")
        let parent = (folder.hasPrefix("/") ? "/" : "") + parts.dropLast().map { $0 + "/" }.joined()
        memoryFile = "\(parent).\(parts.last ?? "public").octo-site-notify"
        self.secretFile = secretFile
    }

    package var isEmpty: Bool { channels.isEmpty && metricsFile == nil }
}
