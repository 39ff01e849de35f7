import Foundation
import SiteSample

/// The sites that browsers and checkers look at: one the program made, one of known values, one of odd names.
enum SiteUnderTest: CaseIterable {
    case demo, sample
    /// Of campaigns whose names show nothing.
    case nameless

    /// Gives a body the site's folder and one page of every kind, as paths below it.
    func withPages<Result>(_ body: (_ folder: URL, _ pages: [String]) async throws -> Result) async throws -> Result {
        switch self {
        case .demo: return try await body(DemoSite.shared.folder(), DemoSite.shared.pagesOfEveryKind())
        case .sample: return try await SampleSite.withFolder { try await body($0, SampleSite.pagesOfEveryKind) }
        case .nameless:
            let names = ["", " \u{A0}", "\u{200B}\u{2060}", "\u{7}\u{1B}"]
            return try await Sample(campaigns: names.count, names: names).withFolder { folder in
                try await body(
                    folder,
                    ["index.html", "campaigns/index.html", "compare/index.html", "campaigns/reminder-3-00000002/index.html"])
            }
        }
    }
}
