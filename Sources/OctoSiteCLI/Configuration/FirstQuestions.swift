import ArgumentParser
import Basics
import EmailOctopus
import Engagement
import Files
import Foundation
import Metrics
import Workflows

/// Asks on a terminal for what a new configuration needs. An empty answer takes what stands in brackets.
struct FirstQuestions {
    private static let mostPages = 20
    private var dialogue = Dialogue()
    private let environment: [String: String]
    /// Beside the configuration.
    private let keyFile: String

    /// - Parameter configuration: the path of the file that will be written.
    init(configuration: String, environment: [String: String]) {
        self.environment = environment
        keyFile = Self.keyFile(of: configuration)
    }

    /// `octo-site.key` beside `octo-site.yml`.
    static func keyFile(of configuration: String) -> String {
        (configuration.hasSuffix(".yml") ? String(configuration.dropLast(4)) : configuration) + ".key"
    }

    /// - Throws: `CancellationError`, and ``UsageError`` where the answers end too early.
    mutating func settings() async throws -> FirstSettings {
        var settings = FirstSettings()
        dialogue.say("Five questions; Enter takes what stands in brackets, Ctrl-C ends, and nothing is written before the last.")
        settings.lists = try await chosen(of: key(into: &settings))
        settings.privacy = try await privacy()
        settings.title = try await answer("The name of the site", otherwise: Self.standard(.title))
        settings.output = try await answer("The folder that the site is published in", otherwise: Self.standard(.output))
        return settings
    }

    private static func standard(_ key: SettingKey) -> String { key.definition.defaultText ?? "" }

    private mutating func answer(_ question: String, otherwise standard: String) async throws -> String {
        shownName(try answered(await dialogue.answer(to: "\(question) [\(standard)]:")), otherwise: standard)
    }

    private func answered(_ answer: String?) throws(UsageError) -> String {
        guard let answer else { throw UsageError("The answers ended before the last question: nothing was written.") }
        return answer
    }

    // MARK: The key

    /// Settles on a key that EmailOctopus takes, or that can't be tried.
    /// - Returns: the account's lists, as far as they are known.
    private mutating func key(into settings: inout FirstSettings) async throws -> [ListedList] {
        if environment["EMAILOCTOPUS_API_KEY"]?.isVisible == true {
            dialogue.say("The API key is in EMAILOCTOPUS_API_KEY.")
            return try await lists(with: nil).lists
        }
        // As the configuration names it, which is in the same folder.
        let name = keyFile.split(separator: "/").last.map(String.init)
        if FileManager.default.fileExists(atPath: keyFile) {
            dialogue.say("The API key is in \(keyFile).")
            settings.keyFile = name
            return try await lists(with: nil).lists
        }
        while true {
            let key = try answered(
                await dialogue.hiddenAnswer(to: "EmailOctopus' API key, which is not shown [later, in EMAILOCTOPUS_API_KEY]:"))
            guard key.isVisible else { return [] }
            let (lists, isRefused) = try await lists(with: key)
            if isRefused { continue }
            (settings.key, settings.keyFile) = (key, name)
            return lists
        }
    }

    /// - Parameter key: nil for the one in the environment or the file.
    private func lists(with key: String?) async throws -> (lists: [ListedList], isRefused: Bool) {
        do {
            var environment = environment
            if let key { environment["EMAILOCTOPUS_API_KEY"] = key }
            let file = ConfigurationFile(path: "", values: [.apiKeyFile: keyFile])
            let settings = try Settings(SettingReader(flags: [:], environment: environment, file: file))
            let provider = try settings.provider(Console(try CommonOptions.parse([])))
            var (lists, cursor) = ([ListedList](), String?.none)
            for _ in 0..<Self.mostPages {
                let page = try await provider.source.lists(after: cursor)
                lists += page.rows
                cursor = page.next
                if cursor == nil { break }
            }
            return (lists, false)
        } catch let error as CancellationError {
            throw error
        } catch let error as APIError where error.code != .keyRefused {
            dialogue.say("\(Advice.sentence(for: error)) The key could not be tried; `octo-site doctor` tries it again.")
            return ([], false)
        } catch {
            dialogue.say((error as? APIError).map(Advice.sentence) ?? "\(error)")
            return ([], key != nil)
        }
    }

    // MARK: Lists and privacy

    private mutating func chosen(of lists: [ListedList]) async throws -> [ContactList] {
        guard lists.count > 1 else { return [] }
        for (index, list) in lists.enumerated() {
            let size = list.contacts.isEmpty ? "" : " (\(counted(list.size, "contact")))"
            dialogue.say("  \(index + 1)  \(list.list.title.withoutControls)\(size)")
        }
        while true {
            let text = try answered(await dialogue.answer(to: "Lists whose campaigns count, as numbers such as 1,3 [all]:"))
            if !text.isVisible || text.lowercased() == "all" { return [] }
            let numbers = text.split { $0 == "," || $0 == " " }.map { Int($0) ?? 0 }
            if numbers.allSatisfy((1...lists.count).contains) {
                let chosen = Set(numbers).sorted().map { lists[$0 - 1].list }
                return chosen.count == lists.count ? [] : chosen
            }
            dialogue.say("“\(text.withoutControls)” is no list of numbers from 1 to \(lists.count).")
        }
    }

    private mutating func privacy() async throws -> PrivacyLevel {
        dialogue.say(
            """
              full        addresses and fields of contacts; the site needs a password
              pseudonyms  rows of contacts with keyed ids instead
              aggregates  no rows of contacts at all
            """)
        while true {
            let text = try await answer("What of contacts may leave the store", otherwise: Self.standard(.privacy))
            if let level = PrivacyLevel(rawValue: text.lowercased()) { return level }
            dialogue.say("“\(text.withoutControls)” is none of full, pseudonyms, aggregates.")
        }
    }
}
