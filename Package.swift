// swift-tools-version: 6.2
import PackageDescription

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient: Target.Dependency = .product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let nio: [Target.Dependency] = [
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
]

let nioSSL: Target.Dependency = .product(name: "NIOSSL", package: "swift-nio-ssl")

// To find and load the shared libraries of Swift and Foundation takes longer than most commands, and a runner may not have them. The tests
// link the program so too, after their own bundle, which can't be: what they run is linked as what is shipped.
let isTestedProgram = Context.environment["MUSTER_STATIC"] == "1"
let linkedStatically: [LinkerSetting] = [
    .unsafeFlags(
        [
            "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims", "-l_FoundationCollections",
            "-lstdc++",
        ],
        isTestedProgram ? .when(platforms: [.linux]) : .when(platforms: [.linux], configuration: .release))
]

// Each module may import only modules that stand above it; Tests/ArchitectureTests reads the imports.
let package = Package(
    name: "muster",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "muster", targets: ["muster"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto.git", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio.git", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl.git", exact: "2.37.6"),
        .package(url: "https://github.com/swift-server/async-http-client.git", exact: "1.37.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]),
        .target(name: "Diagnostics"),
        .target(name: "JSON"),
        .target(name: "YAML", dependencies: ["CLibYAML", "Diagnostics"]),
        .target(name: "Calendars"),
        .target(name: "Campaigns", dependencies: ["Calendars", "Diagnostics", "JSON"]),
        .target(name: "Vendors", dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", crypto]),
        .target(name: "Manifests", dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", "Vendors", "YAML"]),
        .target(name: "State", dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", crypto]),
        .target(name: "Planning", dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", "State", "Vendors"]),
        .target(
            name: "Transport",
            dependencies: ["Calendars", "Campaigns", "JSON", "Vendors", asyncHTTPClient, nioSSL] + nio),
        .target(
            name: "Applying",
            dependencies: ["Calendars", "Campaigns", "JSON", "Planning", "State", "Transport", "Vendors"]),
        .target(
            name: "Rendering",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Diagnostics", "JSON", "Manifests", "Planning", "State",
                "Transport",
                "Vendors",
            ]),
        .target(name: "Sandbox", dependencies: ["Calendars", "Campaigns", "JSON", "Transport"] + nio),
        .target(
            name: "Commands",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Diagnostics", "JSON", "Manifests", "Planning", "Rendering",
                "Sandbox", "State", "Transport", "Vendors", "YAML", argumentParser,
            ]),
        .executableTarget(
            name: "muster", dependencies: ["Commands"],
            linkerSettings: linkedStatically),
        // Not shipped. It measures the `muster` that is built beside it.
        .executableTarget(
            name: "muster-bench",
            dependencies: [
                "Calendars", "Campaigns", "CLibYAML", "Diagnostics", "JSON", "Manifests", "Sandbox", "State", "muster",
            ],
            linkerSettings: linkedStatically),

        .target(
            name: "Support",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Diagnostics", "JSON", "Manifests", "State", "YAML", nioSSL,
            ] + nio,
            path: "Tests/Support"),
        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "DiagnosticsTests", dependencies: ["Diagnostics"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "YAMLTests", dependencies: ["Diagnostics", "Support", "YAML"]),
        .testTarget(name: "CalendarsTests", dependencies: ["Calendars", "Support"]),
        .testTarget(name: "CampaignsTests", dependencies: ["Campaigns", "JSON"]),
        .testTarget(
            name: "VendorsTests",
            dependencies: ["Calendars", "Campaigns", "JSON", "Support", "Vendors", "YAML", crypto]),
        .testTarget(
            name: "ManifestsTests",
            dependencies: [
                "Calendars", "Campaigns", "Diagnostics", "JSON", "Manifests", "Rendering", "Support", "Vendors", "YAML",
            ]),
        .testTarget(
            name: "StateTests", dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", "State", "Support"]),
        .testTarget(
            name: "PlanningTests",
            dependencies: ["Calendars", "Campaigns", "Diagnostics", "JSON", "Planning", "State", "Support", "Vendors"]),
        .testTarget(
            name: "TransportTests",
            dependencies: ["Calendars", "Campaigns", "JSON", "Support", "Transport", "Vendors"] + nio),
        .testTarget(
            name: "ApplyingTests",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Diagnostics", "JSON", "Planning", "State", "Support",
                "Transport", "Vendors",
            ]),
        .testTarget(
            name: "RenderingTests",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Diagnostics", "JSON", "Manifests", "Planning", "Rendering",
                "State", "Support", "Transport", "Vendors",
            ],
            exclude: ["Golden"]),
        .testTarget(
            name: "SandboxTests", dependencies: ["Calendars", "Campaigns", "JSON", "Sandbox", "Support", "Transport"]),
        .testTarget(
            name: "CommandsTests",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "Commands", "Diagnostics", "JSON", "Manifests", "Planning",
                "Sandbox", "State", "Support", "Transport", "Vendors", argumentParser,
            ]),
        .testTarget(
            name: "Conformance",
            dependencies: [
                "Applying", "Calendars", "Campaigns", "JSON", "Manifests", "Planning", "Sandbox", "State", "Support",
                "Transport", "Vendors", "YAML",
            ]),
        .testTarget(
            name: "EndToEnd",
            dependencies: [
                "Calendars", "Campaigns", "JSON", "Sandbox", "State", "Support", "YAML", "muster", "muster-bench",
            ],
            exclude: ["severed-link.py"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
    ]
}
