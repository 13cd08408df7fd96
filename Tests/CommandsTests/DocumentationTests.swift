import ArgumentParser
import Campaigns
@testable import Commands
import Diagnostics
import Foundation
import Support
import Testing

@Suite("The reference pages")
struct DocumentationTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Commands/Commands.docc")

    /// The rows of a page's tables, their cells trimmed; headings and rules left out.
    private static func rows(_ page: String) throws -> [[String]] {
        try String(contentsOf: folder.appending(path: "\(page).md"), encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| ") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    }

    @Test("list every diagnostic code as the code has it")
    func diagnostics() throws {
        let listed = try Self.rows("Diagnostics").dropFirst()
        #expect(try listed.map { try $0.at(0) } == DiagnosticCode.all.map(\.rawValue))
        #expect(try listed.map { try $0.at(1) } == DiagnosticCode.all.map(\.summary))
    }

    @Test("list every exit code that a command can end with")
    func exitCodes() throws {
        let listed = try Self.rows("ExitCodes").dropFirst().map { try $0.at(0) }
        #expect(listed == ExitStatus.allCases.map { String($0.rawValue) })
    }

    @Test("list every command")
    func commands() throws {
        let listed = try Self.rows("Commands").dropFirst().map {
            String(try $0.at(0).split(separator: " ").at(0).replacing("`", with: ""))
        }
        let names = MusterCommand.configuration.subcommands.map { $0._commandName }
        #expect(Set(listed) == Set(names))
    }

    @Test("list every variable that holds a credential or says how vendors are reached")
    func variables() throws {
        let page = try String(contentsOf: Self.folder.appending(path: "Environment.md"), encoding: .utf8)
        let credentials = Vendor.allCases.flatMap { $0.credentialNames.map(\.variable) }
        for name in credentials + [
            "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE", "MUSTER_STATE", "NO_COLOR", "FORCE_COLOR",
        ] {
            #expect(page.contains("`\(name)`"), "\(name)")
        }
    }

    @Test("are linked from the README, and exist")
    func links() throws {
        let readme = try String(contentsOf: Self.folder.appending(path: "../../../README.md"), encoding: .utf8)
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { $0.hasSuffix(".md") }
        for page in pages { #expect(readme.contains("Commands.docc/\(page)"), "\(page)") }
        #expect(pages.count >= 8)
    }
}
