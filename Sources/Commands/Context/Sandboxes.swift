import Campaigns
import Diagnostics
import Manifests
import Sandbox
import State
import Transport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The world of `--sandbox`: stand-ins in this process, everything in the project's `.muster` folder.
enum Sandboxes {
    /// Makes folder and empty state where they are missing.
    static func prepare(_ opened: OpenProject) async throws {
        let folder = opened.sandboxFolder
        if mkdir(folder, 0o700) != 0, errno != EEXIST {
            throw DiagnosticsError(
                Diagnostic(.stateUnwritable, "can't make `\(folder)`: \(String(cString: strerror(errno)))", at: nil))
        }
        // Nothing of the sandbox belongs into git.
        if try LocalFileSystem().read("\(folder)/.gitignore") == nil {
            try LocalFileSystem().replace("\(folder)/.gitignore", with: Array("*\n".utf8))
        }
        do {
            _ = try await opened.store.read(expecting: opened.identity)
        } catch let error as DiagnosticsError where error.diagnostics.first?.code == .stateMissing {
            try await opened.store.create(StateContents(world: .sandbox, lineage: nil))
        }
    }

    /// Reaches the stand-ins, whose contents outlive the process.
    static func client(_ opened: OpenProject) async throws -> any HTTPClient {
        try await prepare(opened)
        do {
            let store = FileSandboxStore(path: "\(opened.sandboxFolder)/sandbox.jsonl")
            return SandboxHTTPClient(try SandboxVendors(store: store, clock: opened.context.clock))
        } catch let error as SandboxStoreError {
            throw DiagnosticsError(Diagnostic(.stateDamaged, "`\(error.path)` can't be used: \(error.reason)", at: nil))
        }
    }

    /// What the stand-ins take; no real credential is read.
    static func credential(_ vendor: Vendor) -> PlatformCredential {
        switch vendor {
        case .cakewalk: .cakewalk(key: Secret("sandbox-key"), secret: Secret("sandbox-secret"))
        case .conductorone: .conductorOneToken(Secret("sandbox-token"))
        case .opal: .opal(token: Secret("sandbox-token"))
        }
    }

    /// Each platform is an account of its own: its vendor's name, then the platform's where that is another.
    static func baseURL(_ platform: Platform) throws(BaseURLError) -> BaseURL {
        let vendor = platform.vendor.rawValue
        let account =
            platform.name == vendor || platform.name.hasPrefix("\(vendor)-")
            ? platform.name : "\(vendor)-\(platform.name)"
        return try BaseURL("https://\(SandboxHTTPClient.host)/\(account)" + (platform.vendor == .opal ? "/v1" : ""))
    }
}
