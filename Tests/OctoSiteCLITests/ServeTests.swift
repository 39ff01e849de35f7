import Foundation
import Simulator
import TestSupport
import Testing

@testable import OctoSiteCLI

/// The preview, asked over a plain socket, as browsers and libraries tidy paths up before they send them.
@Suite("serve")
struct ServeTests {
    private static let files = [
        "index.html": "<h1>Home</h1>", "404.html": "<h1>Gone</h1>", "campaigns/index.html": "<h1>All</h1>",
        "assets/octo.css": "a", "assets/octo.js": "b", "assets/icon.svg": "c", "data/totals.json": "{}", "feed.xml": "d",
        "index.md": "e", "downloads/all.csv": "f", "robots.txt": "g", "SHA256SUMS": "h", "with space/ü.txt": "i",
    ]

    /// A site in a folder, with a secret beside it and a link that leads to the secret.
    private func withPreview(_ body: (URL) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let root = URL(filePath: folder)
            for (path, text) in Self.files {
                let file = root.appending(path: "public/\(path)")
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(text.utf8).write(to: file)
            }
            try Data("secret".utf8).write(to: root.appending(path: "secret.txt"))
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/public/link.txt", withDestinationPath: folder + "/secret.txt")
            try await serving(folder + "/public", body)
        }
    }

    /// Runs a preview server in this process.
    private func serving(_ folder: String, _ body: (URL) async throws -> Void) async throws {
        let server = try PreviewServer(folder: folder, port: 0)
        let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
        let running = Task { try await server.run { continuation.yield($0) } }
        defer { running.cancel() }
        var iterator = addresses.makeAsyncIterator()
        let address = try #require(await iterator.next())
        try await body(try #require(URL(string: address)))
    }

    @Test("Files come with their type, and are not kept by the browser")
    func types() async throws {
        try await withPreview { site in
            let types = [
                "/": "text/html; charset=utf-8", "/campaigns/": "text/html; charset=utf-8",
                "/campaigns/index.html?from=mail": "text/html; charset=utf-8", "/assets/octo.css": "text/css; charset=utf-8",
                "/assets/octo.js": "text/javascript; charset=utf-8", "/assets/icon.svg": "image/svg+xml",
                "/data/totals.json": "application/json", "/feed.xml": "application/atom+xml; charset=utf-8",
                "/index.md": "text/markdown; charset=utf-8", "/downloads/all.csv": "text/csv; charset=utf-8",
                "/SHA256SUMS": "text/plain; charset=utf-8", "/with%20space/%C3%BC.txt": "text/plain; charset=utf-8",
            ]
            for (path, type) in types {
                let answer = try await LoopbackHTTP.request("GET", site, path: path)
                #expect(answer.status == 200 && answer.headers["content-type"] == type, "\(path)")
                #expect(answer.headers["cache-control"] == "no-store" && answer.headers["x-content-type-options"] == "nosniff")
            }
        }
    }

    @Test("F24: connections that send no request, or half of one, are limited in number and time, and keep nobody else out")
    func halfOpen() async throws {
        try await withTemporaryFolder { folder in
            try Data("{}".utf8).write(to: URL(filePath: "\(folder)/a.json"))
            let server = try PreviewServer(folder: folder, port: 0, timeout: .milliseconds(300), connectionLimit: 20)
            let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
            let running = Task { try await server.run { continuation.yield($0) } }
            defer { running.cancel() }
            var iterator = addresses.makeAsyncIterator()
            let address = try #require(await iterator.next())
            let site = try #require(URL(string: address))
            let connections = try (0..<200).map { index in
                let socket = try LoopbackConnection(port: UInt16(try #require(site.port)))
                if index.isMultiple(of: 2) { socket.send("GET /a.json HTTP/1.1\r\nHost: local") }
                return socket
            }
            for connection in connections { #expect(await Program.offPool { connection.isClosedByPeer() }) }
            #expect(try await LoopbackHTTP.request("GET", site, path: "/a.json").status == 200)
        }
    }

    @Test("A folder without its slash leads to the one with it, on this host")
    func folders() async throws {
        try await withPreview { site in
            for path in ["/campaigns", "//campaigns"] {
                let answer = try await LoopbackHTTP.request("GET", site, path: path)
                #expect(answer.status == 301 && answer.headers["location"] == "/campaigns/", "\(path)")
            }
        }
    }

    @Test(
        "What isn't there, and what lies outside, is the site's own 404 page",
        arguments: [
            "/nothing", "/campaigns/nothing/", "/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
            "/campaigns/../../secret.txt", "/link.txt", "/assets/", "/index.html%00", "/%",
        ])
    func notFound(path: String) async throws {
        try await withPreview { site in
            let answer = try await LoopbackHTTP.request("GET", site, path: path)
            #expect(answer.status == 404)
            #expect(String(decoding: answer.body, as: UTF8.self) == "<h1>Gone</h1>")
        }
    }

    @Test(
        "F7: a page of another site that makes its name lead here is answered 421, and gets nothing",
        arguments: [
            "evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example:8080", "127.0.0.1@evil.example",
            "", "[::1].evil.example", "127.0.0.1, evil.example", "127.0.0.2",
        ])
    func foreignHost(host: String) async throws {
        try await withPreview { site in
            for method in ["GET", "HEAD"] {
                let answer = try await LoopbackHTTP.request(method, site, path: "/data/totals.json", host: host)
                #expect(answer.status == 421)
                #expect(!String(decoding: answer.body, as: UTF8.self).contains("{}"))
            }
        }
    }

    @Test(
        "F7: this machine's own names are answered with any port, as through `ssh -L`",
        arguments: ["127.0.0.1", "127.0.0.1:1", "localhost", "LOCALHOST:8080", "[::1]", "[::1]:65535"])
    func ownHost(host: String) async throws {
        try await withPreview { site in
            let answer = try await LoopbackHTTP.request("GET", site, path: "/data/totals.json", host: host)
            #expect(answer.status == 200)
        }
    }

    @Test("F7: --allow-host answers the names it is given, and no others")
    func allowedHost() async throws {
        try await withTemporaryFolder { folder in
            try FileManager.default.createDirectory(atPath: folder + "/public", withIntermediateDirectories: false)
            try Data("{}".utf8).write(to: URL(filePath: folder + "/public/a.json"))
            try await Program.serving(["--allow-host", "stats.Example", "--allow-host", "b.example"], in: folder) { site in
                for (host, status) in [
                    ("stats.example:443", 200), ("B.example", 200), ("localhost", 200), ("x.b.example", 421), ("example", 421),
                ] {
                    let answer = try await LoopbackHTTP.request("GET", site, path: "/a.json", host: host)
                    #expect(answer.status == status, "\(host)")
                }
            }
        }
    }

    @Test(
        "F7: nothing hidden is served, whatever it is called in the address; .well-known is",
        arguments: [
            ("/.htaccess", 404), ("/%2ehtaccess", 404), ("/.git/config", 404), ("/campaigns/.hidden", 404),
            ("/campaigns//.hidden", 404), ("/link-to-git/config", 404), ("/.link", 404), ("/.", 200), ("/./index.html", 200),
            ("/.well-known/security.txt", 200), ("/.well-known/.hidden", 404), ("/.well-known-not/a", 404),
        ])
    func hidden(path: String, status: Int) async throws {
        try await withTemporaryFolder { folder in
            let root = URL(filePath: folder)
            for path in [
                "index.html", ".htaccess", ".git/config", "campaigns/.hidden", ".well-known/security.txt", ".well-known/.hidden",
                ".well-known-not/a",
            ] {
                let file = root.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data("x".utf8).write(to: file)
            }
            try FileManager.default.createSymbolicLink(atPath: folder + "/link-to-git", withDestinationPath: ".git")
            try FileManager.default.createSymbolicLink(atPath: folder + "/.link", withDestinationPath: "index.html")
            try await serving(folder) { site in
                // A folder without its slash is redirected.
                let answer = try await LoopbackHTTP.request("GET", site, path: path == "/." ? "/./" : path)
                #expect(answer.status == status)
            }
        }
    }

    @Test("HEAD tells what GET would send; nothing else is allowed")
    func methods() async throws {
        try await withPreview { site in
            let head = try await LoopbackHTTP.request("HEAD", site, path: "/")
            #expect(head.status == 200 && head.headers["content-length"] == "13" && head.body.isEmpty)
            let post = try await LoopbackHTTP.request("POST", site, path: "/", body: Data("x".utf8))
            #expect(post.status == 405 && post.headers["allow"] == "GET, HEAD")
        }
    }

    @Test("Where there is no site yet, it says what to do")
    func nothingThere() async throws {
        try await withTemporaryFolder { folder in
            let result = try await Program.run(["serve"], in: folder)
            #expect(result.status == 64 && result.complaints.contains("octo-site build"))
        }
    }

    @Test("The program serves the site it was told, and with --watch renders again when a template changes")
    func program() async throws {
        try await withTemporaryFolder { folder in
            try await SimulatedServer.run(account: Account(size: .small)) { server in
                let built = try await Program.run(
                    ["build", "--quiet"], in: folder,
                    environment: [
                        "EMAILOCTOPUS_API_KEY": SimulatorOptions.v2Key, "OCTO_SITE_BASE_URL": server.v2URL, "OCTO_SITE_RATE": "0",
                    ])
                #expect(built.status == 0, "\(built.complaints)")
            }
            let template = URL(filePath: folder).appending(path: "mine/people.md")
            try FileManager.default.createDirectory(
                at: template.deletingLastPathComponent(), withIntermediateDirectories: true)
            try await Program.serving(["--watch", "--templates", "mine"], in: folder) { site in
                try await eventually("the changed template is served") {
                    // Again and again, as the program may not have looked at the folder yet.
                    try Data("# Our people\n".utf8).write(to: template)
                    let page = try await LoopbackHTTP.request("GET", site, path: "/people/").body
                    return String(decoding: page, as: UTF8.self).contains("<h1 id=\"our-people\">")
                }
            }
        }
    }
}
