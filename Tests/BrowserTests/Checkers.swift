import TestSupport

/// What these tests need besides a browser, and why a test can't run without it.
enum Checkers {
    static let axe = Tools.path("axe.min.js")
    static let nu = Tools.path("vnu.jar")
    static let java = Tools.inPath("java")

    static let reasonToSkipAxe: String? =
        Browser.reasonToSkip ?? (axe == nil ? "axe.min.js is not there: `make test` fetches it" : nil)
    static let reasonToSkipNu: String? =
        nu == nil ? "vnu.jar is not there: `make test` fetches it" : java == nil ? "java is not installed" : nil
}
