import TestSupport
import Testing

@testable import Mail

/// The bytes of a message; that other programs read them as they were meant, a real server tells in `MailTransportTests`.
@Suite("A message's bytes")
struct MailMessageTests {
    private func message(
        subject: String = "A", name: String = "", text: String = "t", html: String = "<p>t</p>"
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("octo@example.com")), senderName: name,
            to: [try #require(MailAddress("anna@example.com")), try #require(MailAddress("bert@example.com"))], subject: subject,
            text: text, html: html, date: 1_795_725_891, id: "1.2")
    }

    private func head(_ message: MailMessage) -> [String] {
        let text = String(decoding: message.bytes, as: UTF8.self)
        return (text.components(before: "\r\n\r\n")).split(separator: "\r\n").map(String.init)
    }

    @Test("Each header is there once, with the date in UTC and an id of the sender's domain")
    func headers() throws {
        let head = head(try message(subject: "Numbers match"))
        #expect(head.contains("From: <octo@example.com>"))
        #expect(head.contains("To: anna@example.com,") && head.contains(" bert@example.com"))
        #expect(head.contains("Subject: Numbers match"))
        #expect(head.contains("Date: Thu, 26 Nov 2026 20:44:51 +0000"))
        #expect(head.contains("Message-ID: <1.2@example.com>"))
        #expect(head.contains("Auto-Submitted: auto-generated"))
        #expect(head.count(where: { $0.hasPrefix("Content-Type:") }) == 1)
    }

    @Test(
        "No text begins a header of its own, and no line is too long",
        arguments: HostileText.all + [
            "A\r\nBcc: eve@example.com", "A\nBcc: eve@example.com", "A\u{2028}Bcc: eve@example.com", "=?utf-8?Q?A=0ABcc=3A_eve?=",
            String(repeating: "long ", count: 100), String(repeating: "é", count: 300), "", " ", "👩‍👩‍👧‍👦",
        ])
    func injection(text: String) throws {
        func names(_ message: MailMessage) -> [Substring] {
            head(message).filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
        }
        let message = try message(subject: text, name: text, text: text, html: text)
        #expect(names(message) == names(try self.message()))
        let lines = String(decoding: message.bytes, as: UTF8.self).unicodeScalars.split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 79 })
        #expect(message.bytes.allSatisfy { $0 < 0x7f })
        #expect(lines.dropLast().allSatisfy { $0.last == "\r" })
    }

    @Test("Quoted-printable keeps ends of lines, and hides what a mail server might change")
    func quotedPrintable() {
        #expect(QuotedPrintable.text("a = b\nc \r\n\té") == "a =3D b\r\nc=20\r\n=09=C3=A9")
        let long = QuotedPrintable.text(String(repeating: "x", count: 200)).components(separatedBy: "\r\n")
        #expect(long.map(\.count) == [76, 76, 50])
    }

    @Test(
        "What is no plain address is none",
        arguments: [
            "", "anna", "@example.com", "anna@", "anna@@example.com", "a b@example.com", "anna@example.com\r\nX: y",
            "<anna@example.com>",
            "Anna <anna@example.com>", "anna@exam ple.com", "anna@example..com", ".anna@example.com", "anna@-example.com",
            "änna@example.com",
            "\"a b\"@example.com", "anna@example.com,bert@example.com",
        ])
    func addresses(text: String) { #expect(MailAddress(text) == nil) }

    @Test("Plain addresses are taken")
    func plainAddresses() {
        for text in ["anna@example.com", "anna.b+c@mail.example.co.uk", "octo@localhost", "o'neil_1@x-y.example"] {
            #expect(MailAddress(text)?.text == text)
        }
    }

    @Test("A server's address has a scheme and a host, and nothing secret")
    func servers() {
        #expect(MailServer("smtps://mail.example.com") == MailServer(host: "mail.example.com", port: 465, security: .tls))
        #expect(MailServer("smtp://Mail.example.com:25") == MailServer(host: "mail.example.com", port: 25, security: .startTLS))
        #expect(MailServer("smtp://[::1]:2525")?.isLoopback == true)
        for text in [
            "mail.example.com", "http://mail.example.com", "smtp://user:secret@mail.example.com", "smtp://h/path", "smtp://h:0",
            "smtp://h:70000", "smtp://", "smtp://a b",
        ] { #expect(MailServer(text) == nil, "\(text)") }
    }
}

extension String {
    fileprivate func components(before separator: String) -> Substring {
        firstRange(of: separator).map { self[..<$0.lowerBound] } ?? self[...]
    }

    fileprivate func components(separatedBy separator: String) -> [Substring] { split(separator: separator) }
}
