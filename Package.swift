// swift-tools-version:6.2
import PackageDescription

/// Swift 6 language mode, warnings as errors in our own targets, and these upcoming features:
/// SE-0335 (`any` is spelled out), SE-0409 (imports are internal unless said otherwise), SE-0444 (members come only
/// from modules that the file imports).
let swiftSettings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Targets that touch C also mark every unsafe expression (SE-0458).
let unsafeSettings: [SwiftSetting] = swiftSettings + [.strictMemorySafety()]

func library(_ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = swiftSettings) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.byName(name: name), "TestSupport"] + dependencies,
        swiftSettings: swiftSettings)
}

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let log = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let flyingFox = Target.Dependency.product(name: "FlyingFox", package: "FlyingFox")
let flyingSocks = Target.Dependency.product(name: "FlyingSocks", package: "FlyingFox")

let package = Package(
    name: "octo-site",
    // Required for the newest types of the concurrency library; the product is built on Linux.
    platforms: [.macOS(.v15)],
    products: [.executable(name: "octo-site", targets: ["octo-site"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        // The flow, from the command to the values; arrows only point down.
        .executableTarget(name: "octo-site", dependencies: ["OctoSiteCLI"], swiftSettings: swiftSettings),
        library(
            "OctoSiteCLI",
            [
                "Workflows", "Notify", "Mail", "Exports", "Publishing", "Sync", "Imports", "Metrics", "EngagementStore",
                "EmailOctopus", "Simulator", "HTTP", "Engagement", "Basics", "Files", "CLinux",
                .product(name: "ArgumentParser", package: "swift-argument-parser"), log, flyingFox, flyingSocks, "Yams",
            ], settings: unsafeSettings),
        library(
            "Workflows",
            [
                "Site", "Notify", "Templates", "Exports", "Publishing", "Sync", "Imports", "Metrics", "SQLiteStore",
                "MongoStore", "EngagementStore",
                "EmailOctopus", "Simulator", "CurlTransport", "HTTP", "Engagement", "Basics", "Files",
            ], settings: unsafeSettings),
        library("Site", ["Basics", "Templates", "Metrics", "Charts", "Markdown", "Engagement"]),
        library("Notify", ["Templates", "Markdown", "Metrics", "HTTP", "Mail", "Engagement", "Basics"]),
        library("Templates", ["Basics", .product(name: "Mustache", package: "swift-mustache")]),
        library("Exports", ["Basics", "Files", "Metrics", "Workbook", "Engagement", crypto]),
        library("Workbook", ["Basics", "Engagement", "CXlsxWriter"], settings: unsafeSettings),
        library("Publishing", ["Basics", "Files", "CZlib", crypto], settings: unsafeSettings),
        library("Sync", ["Basics", "EmailOctopus", "Imports", "EngagementStore", "Engagement", "HTTP", crypto]),
        library("Imports", ["Basics", "Engagement"]),
        library("Metrics", ["Basics", "Engagement"]),
        library(
            "SQLiteStore", ["Basics", "Files", "EngagementStore", "Engagement", grdb, sqlite], settings: unsafeSettings),
        library(
            "MongoStore", ["Basics", "Files", "EngagementStore", "Engagement", "CMongoC", "CMongoCounters"],
            settings: unsafeSettings),
        library("EngagementStore", ["Basics", "Engagement"]),
        library("EmailOctopus", ["Basics", "HTTP", "Engagement"]),
        library("Simulator", ["Basics", "Engagement", flyingFox, flyingSocks]),
        library("CurlTransport", ["HTTP", "Mail", "CCurl"], settings: unsafeSettings),
        library("HTTP", ["Basics"]),
        library("Mail", ["Basics"]),
        library("Markdown", ["Basics", "CCMark"], settings: unsafeSettings),
        library("Charts", ["Basics"]),
        library("Engagement", ["Basics"]),
        library("Files", ["Basics", "CLinux"], settings: unsafeSettings),
        library("Basics"),

        // Debian's C libraries: a module map and a shim each.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .target(name: "CMongoCounters"),
        .systemLibrary(name: "CMongoC", pkgConfig: "libmongoc-1.0", providers: [.apt(["libmongoc-dev"])]),
        .systemLibrary(name: "CCMark", pkgConfig: "libcmark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXlsxWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
        // System calls that glibc does not show to Swift; no library.
        .systemLibrary(name: "CLinux"),

        // What the tests share: store contract, golden files, temporary folders, seeded generators, a real mongod.
        .target(
            name: "TestSupport", dependencies: ["EmailOctopus", "Engagement", "EngagementStore", "HTTP"],
            path: "Tests/Support", exclude: ["README.md", "Sanitizers", "Scripts"], swiftSettings: swiftSettings),
        // An invented account, measured, and the site made of it.
        .target(
            name: "SiteSample", dependencies: ["Site", "Templates", "Metrics", "Engagement", "TestSupport"],
            path: "Tests/SiteSample", swiftSettings: swiftSettings),
        tests("Basics"),
        tests("Files"),
        tests("Engagement", ["Basics"]),
        tests("HTTP"),
        tests("Mail"),
        tests("CurlTransport", ["HTTP", "Mail", flyingFox, flyingSocks]),
        tests("EmailOctopus", ["HTTP", "CurlTransport", "Engagement"]),
        tests("Simulator", ["Basics", "Engagement"]),
        tests("SQLiteStore", ["EngagementStore", "Engagement", grdb]),
        tests("MongoStore", ["EngagementStore", "Engagement", "SQLiteStore"]),
        tests("Imports", ["Engagement"]),
        tests(
            "Sync",
            [
                "EmailOctopus", "Imports", "Exports", "EngagementStore", "Engagement", "SQLiteStore", "Simulator",
                "CurlTransport", "HTTP",
            ]),
        tests("Metrics", ["Basics", "Engagement"]),
        tests("Markdown"),
        tests("Charts"),
        tests("Site", ["SiteSample", "Templates", "Metrics", "Markdown", "Engagement"]),
        tests("Templates"),
        tests("Notify", ["SiteSample", "Templates", "Metrics", "HTTP", "Mail", "Engagement"]),
        tests("Exports", ["Engagement"]),
        tests("Workbook", ["Basics", "Engagement"]),
        tests("Publishing", ["Files"]),
        tests(
            "Workflows",
            [
                "Sync", "Imports", "Exports", "Publishing", "Notify", "Templates", "SQLiteStore", "MongoStore", "EngagementStore",
                "EmailOctopus", "Metrics",
                "Simulator", "HTTP", "Engagement",
            ]),
        .testTarget(
            name: "BrowserTests", dependencies: ["SiteSample", "TestSupport", "octo-site"], swiftSettings: swiftSettings),
        tests(
            "OctoSiteCLI",
            [
                .product(name: "ArgumentParser", package: "swift-argument-parser"), "octo-site", "Workflows", "SQLiteStore",
                "Simulator", "Notify", "Mail", "Exports", "Publishing", "EmailOctopus", "Engagement", "EngagementStore",
            ]),
    ],
    swiftLanguageModes: [.v6]
)
