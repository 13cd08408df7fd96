import Campaigns
import Diagnostics
import Rendering
import State
import Transport

/// What a project's platforms are reached with: the network as the environment has it, or the stand-ins.
struct Network {
    let client: any HTTPClient
    /// Nothing in the sandbox, which reaches no network.
    private let settings: NetworkSettings?

    /// Throws what is wrong with the environment, before anything is sent.
    static func open(_ opened: OpenProject) async throws -> Network {
        if opened.options.sandbox { return Network(client: try await Sandboxes.client(opened), settings: nil) }
        do throws(NetworkSettingsError) {
            let settings = try NetworkSettings(environment: opened.context.environment, readFile: readFile)
            return Network(client: opened.context.network(settings), settings: settings)
        } catch {
            throw DiagnosticsError(
                error.faults.map { Diagnostic(.networkSetting, "\($0.variable) can't be used: \($0.reason)", at: nil) })
        }
    }

    /// What `-v` says: the proxy, which platforms go through it, and the trust roots.
    func text(for platforms: [(name: String, url: BaseURL)]) -> String {
        guard let settings else { return "" }
        let lines = NetworkText.proxy(settings.proxies, platforms) + [NetworkText.roots(settings.roots)]
        return lines.map { Printable.line($0) + "\n" }.joined()
    }

    private static func readFile(_ path: String) throws(UnreadableFile) -> [UInt8] {
        let found: [UInt8]?
        do throws(FileSystemError) {
            // The system's own bundle is often reached by a link.
            let files = LocalFileSystem()
            found = try files.read(try files.resolvingLink(path))
        } catch {
            throw UnreadableFile(error.reason)
        }
        guard let found else { throw UnreadableFile("there is no such file") }
        return found
    }
}
