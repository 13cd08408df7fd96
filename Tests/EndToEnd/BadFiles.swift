import Foundation
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension BadInput {
    private static let secret = "root-of-all-secrets"

    /// Files that are not what they seem, or not where they should be.
    static let files: [BadInput] = [
        BadInput("no project", "M0301", at: nil) {
            try FileManager.default.removeItem(at: $0.folder.appending(path: "muster.yaml"))
        },
        BadInput(
            "a project that is elsewhere", "M0301", at: nil,
            commands: ["validate", "plan", "apply"].map {
                [$0, "--project", "no\u{1B}[31mwhere"] + ($0 == "apply" ? ["--yes"] : [])
            }
        ) { _ in },
        BadInput("a project file that is a folder", "M0113", at: "muster.yaml:1:1") {
            try FileManager.default.removeItem(at: $0.folder.appending(path: "muster.yaml"))
            try FileManager.default.createDirectory(
                at: $0.folder.appending(path: "muster.yaml"), withIntermediateDirectories: false)
        },
        BadInput("a project file that is a pipe", "M0113", at: "muster.yaml:1:1") { try $0.pipe("muster.yaml") },
        BadInput("a project file that leads elsewhere", "M0113", at: "muster.yaml:1:1", hidden: [secret]) {
            try $0.outside("muster.yaml", secret)
        },
        BadInput("a link out of the project", "M0113", at: "\(file):1:1", hidden: [secret]) {
            try $0.outside(file, secret)
        },
        BadInput("a link to the system's own files", "M0113", at: "\(file):1:1", hidden: ["root:"]) {
            try $0.link(file, to: "/etc/passwd")
        },
        BadInput("a link to a device", "M0113", at: "\(file):1:1") { try $0.link(file, to: "/dev/zero") },
        BadInput("a link by way of a folder out of the project", "M0113", at: "\(file):1:1", hidden: [secret]) {
            try $0.outside("elsewhere", secret)
            try $0.link(file, to: "../elsewhere")
        },
        BadInput("a link to a folder", "M0113", at: "campaigns/more:1:1") {
            try FileManager.default.createDirectory(
                at: $0.folder.appending(path: "elsewhere"), withIntermediateDirectories: false)
            try $0.link("campaigns/more", to: "../elsewhere")
        },
        BadInput("a link to its own folder", "M0113", at: "campaigns/more:1:1") {
            try $0.link("campaigns/more", to: ".")
        },
        BadInput("a link to a folder, named like a file", "M0113", at: "\(file):1:1") { try $0.link(file, to: ".") },
        BadInput("a link to nothing", "M0112", at: "\(file):1:1") { try $0.link(file, to: "nowhere.yaml") },
        BadInput("a link to itself", "M0112", at: "\(file):1:1") { try $0.link(file, to: "c.yaml") },
        BadInput("a pipe that nobody writes to", "M0113", at: "\(file):1:1") { try $0.pipe(file) },
        BadInput("a link to a pipe", "M0113", at: "\(file):1:1") {
            try $0.pipe("pipe")
            try $0.link(file, to: "../pipe")
        },
        BadInput("a file name with an escape sequence", "M0201", at: #"campaigns/a\u{1B}[31m\nb\u{202E}.yaml:1:1"#) {
            try $0.write("name: N\n", to: "campaigns/a\u{1B}[31m\nb\u{202E}.yaml")
        },
        BadInput("a file name that is a pipeline's command", "M0201", at: "campaigns/# #vso[task.x]y.yaml:1:1") {
            try $0.write("name: N\n", to: "campaigns/##vso[task.x]y.yaml")
        },
        BadInput("a pattern out of the project", "M0307", at: "muster.yaml:1:12") {
            try $0.write("include: [ ../x/** ]\n" + (try $0.read("muster.yaml")), to: "muster.yaml")
        },
        BadInput("a pattern from the root", "M0307", at: "muster.yaml:1:12") {
            try $0.write("include: [ /etc/* ]\n" + (try $0.read("muster.yaml")), to: "muster.yaml")
        },
        BadInput("a state out of the project", "M0113", at: "muster.yaml:1:8") {
            try $0.write("state: ../state.json\n" + (try $0.read("muster.yaml")), to: "muster.yaml")
        },
    ]
}

extension Muster {
    fileprivate func pipe(_ path: String) throws {
        let file = folder.appending(path: path).path
        try? FileManager.default.removeItem(atPath: file)
        try #require(mkfifo(file, 0o600) == 0)
    }

    /// A link to a file outside the project that would be a fault if it were read.
    fileprivate func outside(_ path: String, _ secret: String) throws {
        try Data("\(secret): [\n".utf8).write(to: outsideFolder.appending(path: "outside.yaml"))
        try link(path, to: outsideFolder.appending(path: "outside.yaml").path)
    }
}
