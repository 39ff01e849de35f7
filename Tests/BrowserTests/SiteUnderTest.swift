import Foundation

/// The two sites that browsers and checkers look at: one the program made, one of known values.
enum SiteUnderTest: CaseIterable {
    case demo, sample

    /// Gives a body the site's folder and one page of every kind, as paths below it.
    func withPages<Result>(_ body: (_ folder: URL, _ pages: [String]) async throws -> Result) async throws -> Result {
        switch self {
        case .demo: try await body(DemoSite.shared.folder(), DemoSite.shared.pagesOfEveryKind())
        case .sample: try await SampleSite.withFolder { try await body($0, SampleSite.pagesOfEveryKind) }
        }
    }
}
