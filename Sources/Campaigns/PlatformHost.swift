/// The host of a platform, by which state knows an account again.
package enum PlatformHost {
    /// What stands in state for the stand-ins.
    package static let sandbox = "sandbox"

    /// Whether a host is one of ConductorOne's tenants: `*.conductor.one`, in the EU `*.c1eu.ai` (C1-docs, C1-sdk).
    package static func isConductorOnes(_ host: String) -> Bool {
        host.hasSuffix(".conductor.one") || host.hasSuffix(".c1eu.ai")
    }

    /// Host and, where there is one, port of an absolute URL.
    package static func host(of url: String) -> String {
        let behindScheme = url.split(separator: "//", maxSplits: 1).last ?? ""
        return String(behindScheme.prefix { $0 != "/" })
    }
}
