import Foundation
import TestSupport
import Testing

@Suite("Schedules")
struct ScheduleTests {
    @Test("A hardened service and a timer that makes up for missed nights, with the paths of the configuration")
    func systemd() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/a b%c", withIntermediateDirectories: true)
            let settings = "store: sqlite:octo.sqlite\noutput: \(folder)/site/public\nsecret_file: octo.secret\n"
            try settings.write(toFile: folder + "/a b%c/octo-site.yml", atomically: true, encoding: .utf8)
            let result = try await Program.run(["init", "--schedule", "systemd", "--config", "a b%c/octo-site.yml"], in: folder)
            #expect(result.status == 0, "\(result.complaints)")
            let lines = result.output.split(separator: "\n").map(String.init)
            let own = try #require(FileSystemName.real(folder))
            let config = "\"\(own)/a b%%c/octo-site.yml\""
            #expect(lines.contains { $0.hasPrefix("ExecStart=/") && $0.hasSuffix("build --config \(config) --quiet --wait 15m") })
            #expect(
                lines.contains("ReadWritePaths=\"\(own)/a b%%c\" \(folder)/site")
                    || lines.contains("ReadWritePaths=\"\(own)/a b%%c\" \(own)/site"))
            for line in ["Persistent=true", "OnFailure=octo-site-failed.service", "ProtectSystem=strict", "NoNewPrivileges=yes"] {
                #expect(lines.contains(line), "\(line)")
            }
            #expect(!result.output.contains("OCTO_SITE"))
        }
    }

    @Test("A line for cron, with what cron and the shell would take for something else escaped")
    func cron() async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(["init", "--schedule", "cron", "--config", "it's 5%/octo-site.yml"], in: folder)
            #expect(result.status == 0, "\(result.complaints)")
            let line = try #require(result.output.split(separator: "\n").last)
            #expect(line.hasPrefix("15 2 * * *  cd '") && line.contains("/it'\\''s 5\\%' && /"))
            #expect(line.hasSuffix("/it'\\''s 5\\%/octo-site.yml' --quiet --wait 15m"))
        }
    }
}

/// The path of a folder without links, as the program sees its own.
private enum FileSystemName {
    static func real(_ path: String) -> String? { URL(filePath: path).resolvingSymlinksInPath().path }
}
