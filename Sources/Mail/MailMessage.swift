import Basics

/// A message to some mailboxes, in plain text and in HTML.
package struct MailMessage: Hashable, Sendable {
    package var from: MailAddress
    /// Shown beside the sender's address; empty for none.
    package var senderName: String
    package var to: [MailAddress]
    package var subject: String
    package var text: String
    /// A whole document.
    package var html: String
    /// Seconds since 1970.
    package var date: Int64
    /// Unique in the world once the sender's domain is behind it; letters, digits, `.` and `-`.
    package var id: String

    package init(
        from: MailAddress, senderName: String = "", to: [MailAddress], subject: String, text: String, html: String, date: Int64,
        id: String
    ) {
        self.from = from
        self.senderName = senderName
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.date = date
        self.id = id
    }

    /// The message as it is sent (RFC 5322), of lines that end with CR LF: headers, and two alternatives (RFC 2046) in
    /// quoted-printable. Whatever the values are, none of them can begin a header: in headers spaces and controls are one space, and what is
    /// not plain ASCII is encoded; ``MailAddress`` holds neither.
    package var bytes: [UInt8] {
        let boundary = "=_octo-site-\(id)"
        let name = senderName.isEmpty ? "" : EncodedWord.phrase(senderName) + "\r\n "
        let lines = [
            "From: \(name)<\(from)>",
            "To: \(to.map(\.text).joined(separator: ",\r\n "))",
            "Subject: \(EncodedWord.unstructured(subject))",
            "Date: \(Self.date(date))",
            "Message-ID: <\(id)@\(from.domain)>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative; boundary=\"\(boundary)\"",
            "",
        ]
        let parts = [("text/plain", text), ("text/html", html)].map { type, content in
            """
            --\(boundary)\r
            Content-Type: \(type); charset=utf-8\r
            Content-Transfer-Encoding: quoted-printable\r
            \r
            \(QuotedPrintable.text(content))\r

            """
        }
        return Array((lines.map { $0 + "\r\n" }.joined() + parts.joined() + "--\(boundary)--\r\n").utf8)
    }

    /// `Thu, 26 Nov 2026 20:44:51 +0000` (RFC 5322, 3.3)
    static func date(_ seconds: Int64) -> String {
        let time = CivilTime(secondsSinceEpoch: seconds)
        let day = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][time.date.weekday]
        let clock = [time.hour, time.minute, time.second].map { $0.padded(to: 2) }.joined(separator: ":")
        return
            "\(day), \(time.date.day) \(MonthName.abbreviated[time.date.month - 1]) \(time.date.year.padded(to: 4)) \(clock) +0000"
    }
}
