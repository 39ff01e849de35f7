import EmailOctopus
import Engagement
import Foundation
import TestSupport
import Testing

/// What a provider that sends too much of everything costs in memory, measured by the kernel on the real program.
@Suite(
    "Memory under a hostile provider", .serialized,
    .enabled(if: !Program.isSanitized, "A program under a sanitizer needs several times as much."))
struct HostileMemoryTests {
    enum Hostility: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case endlessPages = "each page of a report has new contacts and a new cursor"
        case largeRows = "each page of each report is just below the limit of 4 MiB"
        case tooManyRows = "a page has 400,000 rows"
        case html = "campaigns hold 30 MiB of HTML together"
        case tooMuchHTML = "a campaign holds 64 MiB of HTML"
        case bomb = "128 MiB of blanks arrive as a few kilobytes"

        var testDescription: String { rawValue }
    }

    private static let campaigns = 12

    /// A list, and campaigns that were sent to two hundred of its contacts.
    private static func account() -> OddAccount {
        var account = OddAccount()
        account.addList()
        let people = account.addContacts(200)
        for number in 1...campaigns {
            account.addCampaign(
                number, .string("Campaign \(number)"), to: people, opened: Array(people[..<100]), clicked: Array(people[..<100]))
        }
        return account
    }

    private static func account(_ hostility: Hostility) async throws -> OddAccount {
        var account = account()
        switch hostility {
        case .endlessPages:
            account.reply = { request in
                guard let report = request.report, report != "summary", report != "links" else { return nil }
                let page = request.query["starting_after"].flatMap { Int($0) } ?? 0
                let rows = (0..<100).map { row -> JSONLiteral in
                    let number = 1_000 + page * 100 + row
                    return [
                        "contact_id": .string(OddAccount.id(number, "cccc")),
                        "contact_email_address": .string("p\(number)@people.example"), "occurred_at": "2026-11-01T11:00:00+00:00",
                    ]
                }
                return OddServer.Reply([
                    "data": .array(rows),
                    "paging": ["next": ["url": .string(request.path), "starting_after": .string("\(page + 1)")]],
                ])
            }
        case .largeRows:
            account.alter = { request, body in
                guard request.report != "summary", request.report != "links", request.report != nil else { return }
                body["padding"] = .string(String(repeating: "x", count: 3_900_000))
            }
        case .tooManyRows:
            let row = "{\"contact_id\":\"\(OddAccount.id(1, "cccc"))\",\"contact_email_address\":null,\"occurred_at\":null}"
            let body = "{\"data\":[" + Array(repeating: row, count: 400_000).joined(separator: ",") + "],\"paging\":{}}"
            account.reply = { $0.report == "opened" ? OddServer.Reply(raw: [.response(body)]) : nil }
        case .html: pad(&account, with: 30 << 20)
        case .tooMuchHTML:
            account.campaigns = [account.campaigns[0]]
            pad(&account, with: 64 << 20)
        case .bomb:
            let blanks = try await packedBlanks(128 << 20)
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: \(blanks.count)\r\n\r\n"
            account.reply = { $0.report == "opened" ? OddServer.Reply(raw: [.send(head), .sendBytes(blanks)]) : nil }
        }
        return account
    }

    private static func pad(_ account: inout OddAccount, with bytes: Int) {
        let html = String(repeating: "<p>", count: bytes / account.campaigns.count / 3)
        for index in account.campaigns.indices { account.campaigns[index]["content"] = ["html": .string(html)] }
    }

    private static func packedBlanks(_ count: Int) async throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "head -c \(count) /dev/zero | tr '\\0' ' ' | gzip -1"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = await Program.offPool { [UInt8](output.fileHandleForReading.readDataToEndOfFile()) }
        try #require(await Program.wait(for: process) == 0)
        return bytes
    }

    @Test("F22: a build ends by itself, in words, and never holds 200 MB", arguments: Hostility.allCases)
    func peak(hostility: Hostility) async throws {
        try await withTemporaryFolder { folder in
            let server = try OddServer(try await Self.account(hostility))
            let process = try Program.start(
                ["build", "--quiet"], in: folder,
                environment: [
                    "EMAILOCTOPUS_API_KEY": "eo_key", "OCTO_SITE_BASE_URL": server.url(.v2), "OCTO_SITE_RATE": "0",
                ])
            let pipe = try #require(process.standardError as? Pipe)
            async let said = Program.offPool { String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self) }
            let id = process.processIdentifier
            let peak = await Program.offPool {
                var peak = 0
                while process.isRunning {
                    peak = max(peak, Self.peakMemory(of: id))
                    usleep(5_000)
                }
                return peak
            }
            let (status, complaints) = (await Program.wait(for: process), await said)
            #expect([0, 1, 3].contains(status) && process.terminationReason == .exit, "\(status): \(complaints)")
            #expect(status == 0 || !complaints.isEmpty)
            #expect(peak > 0 && peak < 200 << 20, "\(peak >> 20) MiB")
        }
    }

    /// The most memory that a running process has had at once, in bytes; 0 when it has ended.
    private static func peakMemory(of process: Int32) -> Int {
        let text = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        return text.firstMatch(of: /VmHWM:\s*([0-9]+) kB/).flatMap { Int($0.1) }.map { $0 << 10 } ?? 0
    }
}
