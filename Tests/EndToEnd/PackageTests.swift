#if os(Linux)
    import Foundation
    import JSON
    import Support
    import Testing

    /// What `.ci/package` makes of a stand-in that runs the built binary: everything but the build itself.
    struct MadePackages {
        static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        /// What packaging needs here, and what of it is missing.
        static let missing: [String] =
            OtherProgram.missing(of: "dpkg-deb", "python3", "tar", "xz")
            + ["libyaml-dev", "libicu-dev"].map { "/usr/share/doc/\($0)/copyright" }
            .filter { !FileManager.default.fileExists(atPath: $0) }
        static let made = Result { try MadePackages() }

        let muster: Muster
        let name: String
        let version: String
        /// The tarball's one folder, unpacked, and the Debian package's tree, with `DEBIAN` in it.
        let unpacked: URL
        let debian: URL
        var tarball: String { "first/\(name).tar.gz" }
        let package: String

        private init() throws {
            var muster = try Muster()
            muster.environment = ProcessInfo.processInfo.environment
            muster.environment["SOURCE_DATE_EPOCH"] = "1800000000"
            try muster.write("#!/bin/sh\nexec '\(Muster.binary.path)' \"$@\"\n", to: "stand-in")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: muster.folder.appending(path: "stand-in").path)
            let objects = Muster.binary.deletingLastPathComponent()
                .appending(path: "muster.product/Objects.LinkFileList").path
            for out in ["first", "second"] {
                let made = try muster.run(
                    ["--binary", "stand-in", "--objects", objects, "--out", out],
                    by: Self.root.appending(path: ".ci/package"))
                try #require(made.code == 0, "\(made.errors)")
            }
            let names = try FileManager.default.contentsOfDirectory(
                atPath: muster.folder.appending(path: "first").path)
            name = String(try #require(names.first { $0.hasSuffix(".tar.gz") }).dropLast(7))
            package = "first/" + (try #require(names.first { $0.hasSuffix(".deb") }))
            version = String(try muster.run(["version"]).output.split(separator: "\n").at(0).dropFirst("muster ".count))
            unpacked = muster.folder.appending(path: name)
            debian = muster.folder.appending(path: "debian")
            self.muster = muster
            _ = try output("tar", "-xzf", "first/\(name).tar.gz")
            _ = try output("dpkg-deb", "-R", package, "debian")
        }

        /// What the program prints, in the project's folder.
        func output(_ command: String...) throws -> String {
            let result = try muster.run(command, by: URL(filePath: "/usr/bin/env"))
            try #require(result.code == 0, "\(command): \(result.errors)")
            return result.output
        }

        /// Paths of the files below a folder, from there.
        static func files(below folder: URL) -> Set<String> {
            let every = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
            return Set(
                every.filter {
                    var isFolder: ObjCBool = false
                    return FileManager.default.fileExists(
                        atPath: folder.appending(path: $0).path, isDirectory: &isFolder) && !isFolder.boolValue
                })
        }
    }

    @Suite(
        "The packages", .serialized,
        .enabled(
            if: MadePackages.missing.isEmpty,
            "not installed: \(MadePackages.missing.joined(separator: ", "))")
    )
    struct PackageTests {
        /// All of them read the same folder, so they run one after another.
        private let made: MadePackages

        init() throws { made = try MadePackages.made.get() }

        @Test("are the same bytes when they are made again, and their checksums are right")
        func reproducible() throws {
            _ = try made.output("diff", "-r", "first", "second")
            let checked = try made.output("sh", "-c", "cd first && sha256sum --check --strict SHA256SUMS")
            #expect(checked.split(separator: "\n").count == 2)
        }

        @Test("hold a binary, pages and completions where each system looks for them, owned by root")
        func contents() throws {
            let files = MadePackages.files(below: made.unpacked)
            for file in [
                "bin/muster", "share/man/man1/muster.1", "share/bash-completion/completions/muster",
                "share/zsh/site-functions/_muster", "share/fish/vendor_completions.d/muster.fish",
                "share/doc/muster/README.md", "share/doc/muster/copyright",
            ] { #expect(files.contains(file), "\(file)") }
            let installed = MadePackages.files(below: made.debian)
            for file in files {
                #expect(installed.contains("usr/" + file) || installed.contains("usr/" + file + ".gz"), "\(file)")
            }
            #expect(try made.muster.read("\(made.name)/bin/muster") == made.muster.read("stand-in"))

            let tar = try made.output("tar", "-tvzf", made.tarball, "--numeric-owner", "--utc")
            let deb = try made.output("dpkg-deb", "--contents", made.package)
            for (listing, owner) in [(tar, "0/0"), (deb, "root/root")] {
                for line in listing.split(separator: "\n") {
                    let cells = line.split(separator: " ")
                    let isProgram = line.hasSuffix("bin/muster")
                    let rights = ["drwxr-xr-x", isProgram ? "-rwxr-xr-x" : "-rw-r--r--"]
                    #expect(try rights.contains(String(cells.at(0))), "\(line)")
                    #expect(try cells.at(1) == owner, "\(line)")
                    #expect(try cells.at(3) == "2027-01-15", "\(line)")
                }
            }
            #expect(tar.split(separator: "\n").allSatisfy { $0.contains(" \(made.name)/") })
        }

        @Test("the Debian package says what it is and needs, and the sums of its files")
        func control() throws {
            #expect(
                try made.output("dpkg-deb", "--show", "--showformat", "${Package} ${Version}", made.package)
                    == "muster \(made.version)")
            let control = try made.muster.read("debian/DEBIAN/control")
            for field in ["Architecture", "Maintainer", "Installed-Size", "Depends: libc6", "Section", "Description"] {
                #expect(control.contains("\n\(field)"), "\(field)")
            }
            let sums = try made.output("sh", "-c", "cd debian && md5sum --check --strict DEBIAN/md5sums")
            #expect(
                sums.split(separator: "\n").count
                    == MadePackages.files(below: made.debian).count { !$0.hasPrefix("DEBIAN/") })
            let log = try made.output("sh", "-c", "gunzip -c debian/usr/share/doc/muster/changelog.gz")
            #expect(log.hasPrefix("muster (\(made.version)) ") && log.contains("Fri, 15 Jan 2027 08:00:00 +0000"))
        }

        @Test("every command has a page that names its options and arguments")
        func pages() throws {
            let help = try made.muster.run(["--experimental-dump-help"]).output
            let root = try #require(JSONSerialization.jsonObject(with: Data(help.utf8)) as? [String: Any])
            var pages: Set<String> = []
            func check(_ command: [String: Any], _ parents: [String]) throws {
                let name = try #require(command["commandName"] as? String)
                if name == "help" { return }
                let page = (parents + [name]).joined(separator: "-") + ".1"
                pages.insert(page)
                let text = try made.muster.read("\(made.name)/share/man/man1/\(page)")
                #expect(text.contains(".SH NAME") && text.contains(".SH EXIT STATUS"), "\(page)")
                for argument in command["arguments"] as? [[String: Any]] ?? [] {
                    let option = (argument["preferredName"] as? [String: Any])?["name"] as? String
                    let value = try #require(argument["valueName"] as? String)
                    let shown = (option.map { "--\($0)" } ?? value).replacing("-", with: "\\-")
                    #expect(text.contains(shown), "\(page): \(shown)")
                }
                for sub in command["subcommands"] as? [[String: Any]] ?? [] { try check(sub, parents + [name]) }
            }
            try check(try #require(root["command"] as? [String: Any]), [])
            #expect(MadePackages.files(below: made.unpacked.appending(path: "share/man/man1")) == pages)
            #expect(pages.count > 15)
        }

        @Test("groff takes every page without a warning", .enabled(if: hasGroff, "groff is not installed"))
        func formatted() throws {
            let warnings = try made.output(
                "sh", "-c", "for page in \(made.name)/share/man/man1/*; do groff -ww -z -man -Tutf8 $page 2>&1; done")
            #expect(warnings.isEmpty, "\(warnings)")
        }

        private static let hasGroff = OtherProgram.isHere("groff")

        @Test(
            "what a help text says stands on its page, whatever its signs",
            .enabled(if: hasGroff, "groff is not installed"))
        func signs() throws {
            let help = #"""
                {"serializationVersion": 0, "command": {"commandName": "muster", "shouldDisplay": true,
                 "abstract": "Say `a-b` and \\n.", "discussion": ".dot 'quoted' \u2014 caf\u00e9\n\n'tis `--x=\"~^y\"`\n\nExamples:\n  muster -x '.*\\d'\n  .hidden",
                 "arguments": [{"kind": "positional", "valueName": "file", "isOptional": true, "isRepeating": true,
                  "shouldDisplay": true, "abstract": "`sox-*`, `*/opal`."}]}}
                """#
            try made.muster.write(help, to: "help.json")
            _ = try made.output(
                "python3", MadePackages.root.appending(path: ".ci/packaging/manual.py").path, "help.json", "--pages",
                MadePackages.root.appending(path: "Sources/Commands/Commands.docc").path, "--date", "2027-01-15",
                "--version", "9.8.7", "--out", ".")
            let source = try made.muster.read("muster.1")
            #expect(source.utf8.allSatisfy { $0 < 128 })
            let page = try made.output("groff", "-ww", "-man", "-Tutf8", "-P-cbou", "muster.1")
            for text in [
                #"Say a-b and \n"#, ".dot 'quoted' — café", #"'tis --x="~^y""#, #"muster -x '.*\d'"#, "       .hidden",
                "EXAMPLES", "[file ...]", "sox-*, */opal.", "Muster 9.8.7",
            ] { #expect(page.contains(text), "\(text) in \(page.prefix(1500))") }
        }

        @Test("the first page has the exit codes, the environment and the files of the reference")
        func reference() throws {
            let page = try made.muster.read("\(made.name)/share/man/man1/muster.1").replacing("\\-", with: "-")
            for name in ["ExitCodes", "Environment", "Files"] {
                let text = try made.muster.read("\(made.name)/share/doc/muster/reference/\(name).md")
                let rows = try text.split(separator: "\n## ").at(0).split(separator: "\n").filter { $0.hasPrefix("| ") }
                    .dropFirst()
                #expect(rows.count > 5)
                for row in rows {
                    let key = try row.split(separator: "|").at(0).trimmingCharacters(in: .whitespaces)
                    let first = try key.split(separator: ",").at(0).split(separator: "` ").at(0).replacing(
                        "`", with: "")
                    #expect(page.contains("\n.TP\n\\fB\(first)"), "\(name): \(first)")
                }
            }
        }

        @Test("completions are the program's, and bash reads them")
        func completions() throws {
            let script = try made.muster.read("\(made.name)/share/bash-completion/completions/muster")
            #expect(try made.muster.run(["--generate-completion-script", "bash"]).output.hasSuffix(script))
            let path = "\(made.name)/share/bash-completion/completions/muster"
            #expect(try made.output("bash", "-c", ". '\(path)' && complete -p muster").contains(" muster"))
        }

        @Test("the README's links are to what is beside it")
        func links() throws {
            let doc = made.unpacked.appending(path: "share/doc/muster")
            let readme = try made.muster.read("\(made.name)/share/doc/muster/README.md")
            let targets = readme.matches(of: /\]\(([^)#]+)[^)]*\)/).map { String($0.1) }.filter {
                !$0.hasPrefix("https:")
            }
            #expect(targets.count > 10)
            for target in targets {
                #expect(FileManager.default.fileExists(atPath: doc.appending(path: target).path), "\(target)")
            }
        }

        @Test("the copyright file has everyone whose code is linked in, and the text of every licence that it names")
        func copyright() throws {
            let text = try made.muster.read("\(made.name)/share/doc/muster/copyright")
            let paragraphs = text.components(separatedBy: "\n\n")
            let format = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
            #expect(paragraphs.first?.hasPrefix(format) == true)
            func field(_ name: String, of paragraph: String) -> String? {
                paragraph.split(separator: "\n").first { $0.hasPrefix(name + ": ") }.map {
                    String($0.dropFirst(name.count + 2))
                }
            }
            let given = paragraphs.filter { $0.hasPrefix("License: ") && $0.contains("\n ") }
                .compactMap { field("License", of: $0) }
            #expect(Set(given).count == given.count)
            let works = paragraphs.filter { $0.hasPrefix("Files: ") }
            for work in works {
                let names = try #require(field("License", of: work)).components(separatedBy: " and ")
                #expect(Set(names).isSubset(of: given), "\(work.prefix(40)): \(names)")
                #expect(field("Copyright", of: work) != nil, "\(work.prefix(40))")
            }
            let named = Set(works.compactMap { field("Files", of: $0) })
            for name in [
                "*", "async-http-client/*", "swift-argument-parser/*", "swift-crypto/*", "swift-nio/*",
                "swift-nio-ssl/*",
                "swift/*", "libyaml/*", "icu/*", "gcc/*",
            ] { #expect(named.contains(name), "\(name)") }
            // Resolved with the others, but no part of the program.
            #expect(!named.contains("swift-service-lifecycle/*"))
            #expect(text.contains("The BoringSSL Authors") && text.contains("Mark Adler"))
        }

        @Test("a program that does not say its version is not packaged, and a word that is not known is refused")
        func refused() throws {
            let program = MadePackages.root.appending(path: ".ci/package")
            let silent = try made.muster.run(
                ["--binary", "/bin/true", "--objects", "/dev/null", "--out", "third"], by: program)
            #expect(silent.code == 1 && silent.errors.contains("does not say its version"), "\(silent.errors)")
            let unknown = try made.muster.run(["--fast"], by: program)
            #expect(unknown.code == 64 && unknown.errors.contains("--scratch-path DIR"), "\(unknown.errors)")
        }
    }
#endif

import Foundation
import Support
import Testing

@Suite("Shell scripts")
struct ScriptTests {
    @Test(
        "have nothing that shellcheck warns of",
        .enabled(if: OtherProgram.isHere("shellcheck"), "shellcheck is not installed"))
    func scripts() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let muster = try Muster()
        for script in [
            ".ci/package", ".ci/package-test", ".ci/run", "Tests/needs.sh", "Tests/run.sh", "Examples/quickstart.sh",
            "Examples/install-dependencies.sh",
        ] {
            let checked = try muster.run(
                ["shellcheck", root.appending(path: script).path], by: URL(filePath: "/usr/bin/env"))
            #expect(checked.code == 0, "\(checked.output)")
        }
    }
}
