import Engagement
import TestSupport
import Testing

@testable import Notify

/// What is due after a night: over random years of nights, and in single cases.
@Suite("What is due")
struct AnnouncementTests {
    private static let all = Set(Channel.Topic.allCases)
    private static let day: Int64 = 86_400
    private static let start = Timestamp(seconds: 1_800_000_000)

    private func problem(_ campaign: String, _ report: String = "opened", _ kind: String = "short", numbers: Int = 1) -> Problem {
        Problem(id: Problem.ID(campaign: campaign, report: report, kind: kind), campaign: campaign, text: "\(numbers) rows")
    }

    private func campaign(_ id: String, sent: Timestamp, at time: Timestamp) -> CampaignResult {
        CampaignResult(
            id: id, title: id, slug: id, sentAt: sent, ageInHours: Int(max(0, time.seconds - sent.seconds) / 3_600), sentence: id)
    }

    private func night(
        _ time: Timestamp, _ problems: [Problem] = [], campaigns: [CampaignResult] = [], isWhole: Bool = true
    ) -> Night {
        Night(
            site: "S", runID: time.runID, startedAt: time, isWhole: isWhole, campaigns: isWhole ? campaigns : [],
            problems: problems)
    }

    private func at(day: Int64, hour: Int64 = 0) -> Timestamp {
        Timestamp(seconds: Self.start.seconds + day * Self.day + hour * 3_600)
    }

    /// What a channel hears over some nights that are all told.
    private func told(_ nights: [Night], topics: Set<Channel.Topic> = all) -> [Announcement?] {
        var memory: ChannelMemory?
        return nights.map { night in
            let due = Announcement.due(after: night, memory, topics: topics)
            memory = due.told
            return due.announcement
        }
    }

    @Test("The first night welcomes, the second identical one is silent, and a digest comes once a week")
    func digests() {
        let heard = told((0..<22).map { night(at(day: $0, hour: $0 % 3 == 0 ? 0 : -1)) })
        #expect(heard[0] == Announcement(isWelcome: true, isDigest: true))
        #expect(heard.indices.filter { heard[$0] != nil } == [0, 7, 14, 21])
        #expect(heard[7] == Announcement(isDigest: true))
    }

    @Test("A problem is told once whatever its numbers, and once when it is over")
    func problems() {
        let nights = [
            night(at(day: 0)), night(at(day: 1), [problem("a", numbers: 1)]), night(at(day: 2), [problem("a", numbers: 2)]),
            night(at(day: 3), [problem("a"), problem("b")]), night(at(day: 4), [problem("b")]), night(at(day: 5)),
            night(at(day: 6), [problem("a")]),
        ]
        let heard = told(nights, topics: [.problem])
        #expect(heard.map { $0?.problems.compactMap(\.campaign) ?? [] } == [[], ["a"], [], ["b"], [], [], ["a"]])
        #expect(heard.map { $0?.over.map(\.id.campaign) ?? [] } == [[], [], [], [], ["a"], ["b"], []])
    }

    @Test("A report that is short one night and incomplete the next one is told twice in all, and is over once")
    func flapping() {
        let kinds = ["short", "incomplete", "short", "incomplete", "short"]
        let nights = kinds.enumerated().map { night(at(day: Int64($0.offset)), [problem("a", "opened", $0.element)]) }
        let heard = told(nights + [night(at(day: 6)), night(at(day: 7))], topics: [.problem])
        #expect(heard.map { $0?.problems.count ?? 0 } == [1, 1, 0, 0, 0, 0, 0])
        #expect(heard.map { $0?.over.count ?? 0 } == [0, 0, 0, 0, 0, 1, 0])
    }

    @Test("A failed update is a problem, ends no other one, and is over with the next that works")
    func failures() {
        let failed = Problem(id: .failure, text: "no key")
        let nights = [
            night(at(day: 0), [problem("a")]), night(at(day: 1), [failed], isWhole: false),
            night(at(day: 2), [failed], isWhole: false),
            night(at(day: 3), [problem("a")]),
        ]
        let heard = told(nights)
        #expect(heard[1] == Announcement(problems: [failed]))
        #expect(heard[2] == nil)
        #expect(heard[3]?.over.map(\.id) == [.failure] && heard[3]?.problems == [])
        // A channel that hears of a failure first is welcomed all the same, later.
        let first = told([nights[1], nights[3]])
        #expect(first[0] == Announcement(problems: [failed]) && first[1]?.isWelcome == true)
    }

    @Test("Results are told the first night, at 3, 7 and 30 days, and only of campaigns sent after the first run")
    func results() {
        let nights = (0..<45).map { day in
            let time = at(day: Int64(day))
            return night(
                time,
                campaigns: [
                    campaign("old", sent: at(day: -1), at: time), campaign("new", sent: at(day: 4, hour: 10), at: time),
                ].filter { $0.sentAt < time && $0.ageInHours < CampaignResult.longestAge })
        }
        let heard = told(nights, topics: [.campaign])
        #expect(heard.indices.filter { heard[$0] != nil } == [5, 8, 12, 35])
        #expect(heard.compactMap { $0 }.allSatisfy { $0.results.map(\.id) == ["new"] })
    }

    @Test("A mark that passed unseen is skipped, and what is too young waits")
    func skippedMarks() {
        let sent = at(day: 1)
        let times = [at(day: 0), at(day: 1), at(day: 9), at(day: 10), at(day: 60)]
        let nights = times.map { night($0, campaigns: [campaign("a", sent: sent, at: $0)].filter { $0.sentAt <= sent }) }
        let heard = told(nights, topics: [.campaign])
        #expect(heard.map { $0?.results.map(\.ageInHours) ?? [] } == [[], [], [8 * 24], [], []])
    }

    @Test("What could not be sent is due in the next run again")
    func retries() {
        let first = Announcement.due(after: night(at(day: 0), [problem("a")]), nil, topics: Self.all)
        let second = Announcement.due(after: night(at(day: 1), [problem("a")]), first.untold, topics: Self.all)
        #expect(second.announcement == first.announcement && second.announcement?.isWelcome == true)
        let third = Announcement.due(after: night(at(day: 2), [problem("a")]), second.told, topics: Self.all)
        #expect(third.announcement == nil && third.told == third.untold)
    }

    @Test("A problem that began and ended before a message could be sent is told in one; one that lasts is told as new")
    func missed() {
        let failed = Problem(id: .failure, text: "no key")
        let nights = [
            night(at(day: 1), [problem("a"), problem("b")]), night(at(day: 2), [failed], isWhole: false),
            night(at(day: 3), [problem("b", "opened", "incomplete")]),
        ]
        var memory = ChannelMemory(since: at(day: 0), lastDigest: at(day: 0))
        for night in nights { memory = Announcement.due(after: night, memory, topics: Self.all).untold }
        #expect(memory.problems.isEmpty && memory.missed.count == 4)
        let due = Announcement.due(after: nights[2], memory, topics: Self.all)
        #expect(due.announcement?.problems == nights[2].problems)
        #expect(
            due.announcement?.over.map(\.sentence) == [
                "An update failed. It is over; no message could be sent while it lasted.",
                "“a”: the opens did not match EmailOctopus. It is over; no message could be sent while it lasted.",
            ])
        #expect(due.told.missed.isEmpty)
        let next = Announcement.due(after: night(at(day: 4)), due.told, topics: Self.all)
        #expect(next.announcement?.over.map(\.sentence) == ["“b”: the opens match EmailOctopus again."])
        // Still not sent, it stays; told of a failed night, what happened before it stays, too.
        #expect(due.untold.missed == memory.missed.union(nights[2].problems.map(\.id)))
        let again = Announcement.due(after: nights[1], memory, topics: Self.all)
        #expect(again.announcement?.over.isEmpty == true && again.told.missed.count == 3)
    }

    @Test("A channel hears only its topics", arguments: Channel.Topic.allCases)
    func topics(topic: Channel.Topic) {
        let time = at(day: 8)
        let memory = ChannelMemory(since: at(day: 0), lastDigest: at(day: 0))
        let all = night(time, [problem("a")], campaigns: [campaign("b", sent: at(day: 7), at: time)])
        let announcement = Announcement.due(after: all, memory, topics: [topic]).announcement
        #expect(announcement?.problems.isEmpty == (topic != .problem))
        #expect(announcement?.results.isEmpty == (topic != .campaign))
        #expect(announcement?.isDigest == (topic == .digest))
        #expect(Announcement.due(after: all, memory, topics: []).announcement == nil)
    }

    @Test("Through random nights, some of which can't be told: everything is told once, and in time", arguments: 0..<200)
    func randomNights(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        var memory: ChannelMemory?
        var told: [String: Int] = [:]
        var wrong: Set<String> = []
        var missed: Set<String> = []
        var time = Self.start
        var sent: [(id: String, at: Timestamp)] = []
        for number in 0..<60 {
            time = Timestamp(seconds: time.seconds + Int64.random(in: 3_600...3 * Self.day, using: &random))
            if Bool.random(using: &random) {
                sent.append(("c\(number)", Timestamp(seconds: time.seconds - Int64.random(in: 0...40_000, using: &random))))
            }
            let problems = ["a", "b", "c"].filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { name in
                problem(name, "sent", ["short", "incomplete"].randomElement(using: &random) ?? "", numbers: number)
            }
            let night = night(
                time, problems,
                campaigns: sent.map { campaign($0.id, sent: $0.at, at: time) }.filter {
                    $0.ageInHours < CampaignResult.longestAge
                })
            let due = Announcement.due(after: night, memory, topics: Self.all)
            // Asked twice, it answers the same; told twice, there is nothing left.
            #expect(due == Announcement.due(after: night, memory, topics: Self.all))
            let again = Announcement.due(after: night, due.told, topics: Self.all)
            #expect(again.announcement == nil)
            let memoryText = try RoundTrip.json(due.told)
            #expect(memoryText == due.told)
            #expect(due.told.joined(with: due.untold) == due.untold.joined(with: due.told))
            #expect(due.told.joined(with: due.told) == due.told)
            guard Int.random(in: 0..<4, using: &random) > 0 else {
                memory = due.untold
                missed.formUnion(Set(due.announcement?.problems.compactMap(\.campaign) ?? []).subtracting(wrong))
                continue
            }
            memory = due.told
            for result in due.announcement?.results ?? [] {
                let key = "\(result.id) \(result.mark ?? 0)"
                told[key, default: 0] += 1
                #expect(result.sentAt > memory?.since ?? time)
            }
            for problem in due.announcement?.problems ?? [] {
                wrong.insert(problem.campaign ?? "")
                missed.remove(problem.campaign ?? "")
            }
            for over in due.announcement?.over ?? [] {
                let campaign = over.id.campaign ?? ""
                #expect((wrong.remove(campaign) != nil) == over.wasTold)
                #expect(missed.remove(campaign) != nil || over.wasTold)
            }
            #expect(wrong == Set(problems.compactMap(\.campaign)) && missed.isEmpty)
        }
        #expect(told.values.allSatisfy { $0 == 1 })
    }
}
