import Foundation
import Testing

@Suite("The layout")
struct ImportTests {
    /// Each module may import only modules before it.
    static let order = [
        "CLibYAML", "Diagnostics", "JSON", "YAML", "Calendars", "Campaigns", "Vendors", "Manifests", "State",
        "Planning", "Transport",
        "Applying", "Rendering", "Sandbox", "Commands", "muster",
    ]

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The Swift files of a module and their lines.
    static func files(of module: String) throws -> [(name: String, lines: [Substring])] {
        let folder = root.appending(path: "Sources/\(module)")
        let names =
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        return try names.filter { $0.pathExtension == "swift" }.map { file in
            (
                file.lastPathComponent,
                try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
            )
        }
    }

    static func imports(of module: String) throws -> Set<String> {
        var imported: Set<String> = []
        for file in try files(of: module) {
            for line in file.lines {
                let words = line.split(separator: " ")
                if let at = words.firstIndex(of: "import"),
                    words.prefix(at).allSatisfy({ $0 == "package" || $0 == "public" }),
                    let module = words.dropFirst(at + 1).first
                {
                    imported.insert(String(module))
                }
            }
        }
        return imported
    }

    @Test("every module has files", arguments: order.dropFirst())
    func hasFiles(module: String) throws {
        #expect(try !Self.files(of: module).isEmpty)
    }

    @Test("imports go up the list, never down", arguments: order)
    func direction(module: String) throws {
        let place = try #require(Self.order.firstIndex(of: module))
        let below = Set(Self.order[place...])
        #expect(try Self.imports(of: module).intersection(below).isEmpty)
    }

    @Test("a session with a vendor is opened in one place, which asks whether credentials may go there")
    func sessions() throws {
        let files = try Self.order.dropFirst().flatMap { try Self.files(of: $0) }
        let opening = files.filter { $0.lines.contains { $0.contains("VendorSession(") } }
        #expect(opening.map(\.name) == ["Connections.swift"])
    }

    @Test("state, plan and apply never see YAML", arguments: ["State", "Planning", "Applying"])
    func neverYAML(module: String) throws {
        #expect(try Self.imports(of: module).isDisjoint(with: ["YAML", "CLibYAML", "Manifests"]))
    }

    @Test("one place speaks to the network, and the sandbox does not know the client's tables")
    func borders() throws {
        for module in Self.order where module != "Transport" {
            #expect(try Self.imports(of: module).isDisjoint(with: ["AsyncHTTPClient", "NIOSSL"]), "\(module)")
        }
        #expect(try !Self.imports(of: "Sandbox").contains("Vendors"))
    }

    @Test("libraries never print, never force and never vouch for what the compiler can't check", arguments: order)
    func habits(module: String) throws {
        for file in try Self.files(of: module) {
            for line in file.lines where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                for word in [" print(", "try!", "as!", "@unchecked Sendable", " Task {"] {
                    #expect(!line.contains(word), "\(module)/\(file.name): \(line)")
                }
            }
        }
    }
}
