package import Foundation

/// A headless Chromium, driven over WebDriver (<https://www.w3.org/TR/webdriver2/>) by Debian's chromedriver.
package final class Browser: Sendable {
    /// How a session shows pages.
    package struct Look: Sendable {
        package var width: Int
        package var height: Int
        package var isDark: Bool
        package var runsScripts: Bool

        package init(width: Int = 1280, height: Int = 900, isDark: Bool = false, runsScripts: Bool = true) {
            self.width = width
            self.height = height
            self.isDark = isDark
            self.runsScripts = runsScripts
        }
    }

    /// Why browser tests can't run here; nil if they can.
    package static let reasonToSkip: String? = ["/usr/bin/chromium", "/usr/bin/chromedriver"].first {
        !FileManager.default.isExecutableFile(atPath: $0)
    }.map { "\($0) is not installed (Debian's chromium and chromium-driver)" }

    private let driver: Process
    private let session: URL

    /// Opens a browser for a body, and closes it when the body has returned or thrown.
    package static func open<Result>(
        _ look: Look = Look(), _ body: (Browser) async throws -> Result
    ) async throws -> Result {
        let browser = try await Browser(look)
        do {
            let result = try await body(browser)
            await browser.quit()
            return result
        } catch {
            await browser.quit()
            throw error
        }
    }

    private init(_ look: Look) async throws {
        let port: Int
        (driver, port) = try Self.startDriver()
        do {
            session = try await Self.session(look, at: port)
        } catch {
            Self.end(driver)
            throw error
        }
    }

    /// chromedriver looks for a free port of IPv6 and takes the same one of IPv4. A test beside this one may have that: then
    /// chromedriver ends, and is started once more.
    private static func startDriver() throws -> (Process, port: Int) {
        for _ in 1...10 {
            let (driver, output) = try launchDriver()
            do {
                return (driver, try port(announcedIn: output))
            } catch let error as BrowserError {
                end(driver)
                guard error.message.contains("port not available") else { throw error }
            }
        }
        throw BrowserError(message: "chromedriver found no free port ten times")
    }

    private static func launchDriver() throws -> (Process, output: FileHandle) {
        let output = Pipe()
        let driver = Process()
        driver.executableURL = URL(filePath: "/usr/bin/chromedriver")
        driver.arguments = ["--port=0"]
        driver.standardOutput = output
        driver.standardError = FileHandle.nullDevice
        try driver.run()
        return (driver, output.fileHandleForReading)
    }

    private static func session(_ look: Look, at port: Int) async throws -> URL {
        let address = "http://127.0.0.1:\(port)"
        guard let base = URL(string: address) else { throw BrowserError(message: "\(address) is no URL") }
        let answer = try await post(base.appending(path: "session"), capabilities(look))
        guard let value = answer["value"] as? [String: Any], let id = value["sessionId"] as? String else {
            throw BrowserError(message: "no session: \(answer)")
        }
        return base.appending(path: "session/\(id)")
    }

    /// A child inherits the signals that its parent's thread blocks, and dispatch's threads block SIGTERM.
    private static func end(_ driver: Process) {
        kill(driver.processIdentifier, SIGKILL)
        driver.waitUntilExit()
    }

    private static func capabilities(_ look: Look) -> [String: Any] {
        var arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            "--window-size=\(max(look.width, 500)),\(look.height)",
        ]
        if look.isDark { arguments += ["--blink-settings=preferredColorScheme=0"] }
        var options: [String: Any] = ["args": arguments]
        if look.width < 500 {
            let metrics: [String: Any] = ["width": look.width, "height": look.height, "pixelRatio": 1.0]
            options["mobileEmulation"] = ["deviceMetrics": metrics]
        }
        if !look.runsScripts {
            options["prefs"] = ["profile.managed_default_content_settings.javascript": 2]
        }
        let wanted: [String: Any] = [
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
        ]
        return ["capabilities": ["alwaysMatch": wanted]]
    }

    private static func port(announcedIn handle: FileHandle) throws -> Int {
        var text = ""
        while true {
            let data = handle.availableData
            guard !data.isEmpty else { throw BrowserError(message: "chromedriver ended: \(text)") }
            text += String(decoding: data, as: UTF8.self)
            if let match = text.firstMatch(of: #/started successfully on port (\d+)/#), let port = Int(match.1) { return port }
        }
    }

    private func quit() async {
        _ = try? await Self.request("DELETE", session)
        Self.end(driver)
    }

    // MARK: Doing

    package func visit(_ url: URL) async throws { _ = try await post("url", ["url": url.absoluteString]) }

    package func reload() async throws { _ = try await post("refresh", [:]) }

    /// Runs a script's body; what it returns comes back as JSON values.
    @discardableResult
    package func run(_ script: String, _ arguments: [Any] = []) async throws -> Any? {
        try await post("execute/sync", ["script": script, "args": arguments])["value"]
    }

    /// Runs a script that calls its last argument with the result.
    package func await(_ script: String) async throws -> Any? {
        try await post("execute/async", ["script": script, "args": [Any]()])["value"]
    }

    package func text(_ script: String) async throws -> String { try await run(script) as? String ?? "" }

    package func number(_ script: String) async throws -> Int { (try await run(script) as? NSNumber)?.intValue ?? -1 }

    package func click(_ selector: String) async throws { _ = try await post("element/\(try await find(selector))/click", [:]) }

    package func type(_ text: String, into selector: String) async throws {
        _ = try await post("element/\(try await find(selector))/value", ["text": text])
    }

    /// Presses keys in the focused element.
    package func press(_ keys: String...) async throws {
        let actions = keys.flatMap { [["type": "keyDown", "value": $0], ["type": "keyUp", "value": $0]] }
        let keyboard: [String: Any] = ["type": "key", "id": "keyboard", "actions": actions]
        _ = try await post("actions", ["actions": [keyboard]])
    }

    /// The console's errors and warnings since the last call.
    package func consoleComplaints() async throws -> [String] {
        try await log("browser").filter { ["SEVERE", "WARNING"].contains($0["level"] as? String) }
            .compactMap { $0["message"] as? String }
    }

    /// The URLs of all requests since the last call.
    package func requestedURLs() async throws -> [String] {
        try await log("performance").compactMap { entry in
            guard let text = entry["message"] as? String,
                let outer = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
                let message = outer["message"] as? [String: Any], message["method"] as? String == "Network.requestWillBeSent",
                let parameters = message["params"] as? [String: Any], let request = parameters["request"] as? [String: Any]
            else { return nil }
            return request["url"] as? String
        }
    }

    /// The page as a PNG.
    package func screenshot() async throws -> Data {
        let value = try await Self.request("GET", session.appending(path: "screenshot"))["value"] as? String ?? ""
        return Data(base64Encoded: value) ?? Data()
    }

    private func find(_ selector: String) async throws -> String {
        let answer = try await post("element", ["using": "css selector", "value": selector])
        guard let element = answer["value"] as? [String: Any], let id = element.values.first as? String else {
            throw BrowserError(message: "no element \(selector)")
        }
        return id
    }

    private func log(_ type: String) async throws -> [[String: Any]] {
        try await post("se/log", ["type": type])["value"] as? [[String: Any]] ?? []
    }

    // MARK: WebDriver

    private func post(_ path: String, _ body: [String: Any]) async throws -> [String: Any] {
        try await Self.post(session.appending(path: path), body)
    }

    private static func post(_ url: URL, _ body: [String: Any]) async throws -> [String: Any] {
        try await request("POST", url, body: try JSONSerialization.data(withJSONObject: body))
    }

    private static func request(_ method: String, _ url: URL, body: Data? = nil) async throws -> [String: Any] {
        let reply = try await LoopbackHTTP.request(method, url, body: body)
        let answer = try JSONSerialization.jsonObject(with: reply.body) as? [String: Any] ?? [:]
        guard reply.status == 200 else {
            let value = answer["value"] as? [String: Any]
            throw BrowserError(message: "\(value?["error"] ?? "error"): \(value?["message"] ?? answer)")
        }
        return answer
    }
}

package struct BrowserError: Error, CustomStringConvertible {
    package var message: String
    package var description: String { message }

    package init(message: String) { self.message = message }
}
