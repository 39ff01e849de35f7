import Foundation
import SiteSample
import TestSupport
import Testing

/// What a marketing manager sees without scrolling, at breakfast.
@Suite("The first screen", .serialized, .enabled(if: Browser.reasonToSkip == nil, "\(Browser.reasonToSkip ?? "")"))
struct FirstScreenTests {
    enum State: String, CaseIterable {
        case demo, badLastCampaign, nothingToReport, noneInSevenDays, noCampaign

        var sample: Sample? {
            switch self {
            case .demo: nil
            case .badLastCampaign: Sample(campaigns: 14, lastOpened: 6)
            case .nothingToReport: Sample(campaigns: 14, everybodyReads: true)
            case .noneInSevenDays: Sample(campaigns: 14, daysSinceLast: 12)
            case .noCampaign: Sample(campaigns: 0)
            }
        }

        /// What the verdict of the opens and the heading of what needs attention say.
        var verdict: String? {
            switch self {
            case .demo, .noCampaign: nil
            case .badLastCampaign: "opens ▼ lower than usual"
            case .nothingToReport, .noneInSevenDays: "opens as usual"
            }
        }

        var attention: [String] {
            switch self {
            case .demo: ["Needs attention", "Next steps"]
            case .badLastCampaign, .noneInSevenDays: ["Next steps"]
            case .nothingToReport, .noCampaign: ["Nothing needs your attention."]
            }
        }
    }

    @Test(
        "The latest campaign's sentence, its verdict, and what needs attention are on it", arguments: State.allCases,
        [Browser.Look(width: 1_440, height: 900), Browser.Look(width: 390, height: 844)])
    func boxes(state: State, look: Browser.Look) async throws {
        try await withFolder(of: state) { folder in
            try await Browser.open(look) { browser in
                try await browser.visit(folder.appending(path: "index.html"))
                var places = [".latest .sentence", ".latest .verdicts", ".attention h2", ".attention :is(strong, .note)"]
                if state == .noCampaign { places = [".latest .empty", ".attention h2", ".attention .note"] }
                for place in places {
                    let isSeen = try await browser.number(
                        """
                        const box = document.querySelector('\(place)').getBoundingClientRect();
                        return box.width > 0 && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight ? 1 : 0
                        """)
                    #expect(isSeen == 1, "\(place)")
                }
                if let verdict = state.verdict {
                    let text = try await browser.text("return document.querySelector('.latest .badge').textContent")
                    #expect(text == verdict)
                }
                let heading = try await browser.text("return document.querySelector('.attention h2').firstChild.textContent")
                #expect(state.attention.contains(heading))
            }
        }
    }

    private func withFolder(of state: State, _ body: (URL) async throws -> Void) async throws {
        guard let sample = state.sample else { return try await body(try await DemoSite.shared.folder()) }
        try await sample.withFolder(body)
    }
}
