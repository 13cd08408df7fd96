import ArgumentParser
import Campaigns
import Diagnostics
import JSON
import Rendering
import State

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where a pipeline runs.
package enum PipelineHost: String, CaseIterable, ExpressibleByArgument, Sendable {
    case github
    case gitlab
}

/// The pipeline that `init --ci` writes into a repository. `Examples/pipelines` has the same texts.
package struct PipelineFiles {
    private let host: PipelineHost
    /// From the repository's folder to the project's; `.` where they are one.
    private let project: String

    /// The texts and where in `Examples/pipelines` they stand.
    package static let texts: [(example: String, text: String)] = [
        ("github/muster.yml", PipelineText.github), ("gitlab/muster.gitlab-ci.yml", PipelineText.gitlab),
        ("gitlab/including.gitlab-ci.yml", PipelineText.gitlabInclusion), ("install.sh", PipelineText.install),
        ("run.sh", PipelineText.run), ("state.sh", PipelineText.state),
    ]

    init(_ host: PipelineHost, project: String) {
        (self.host, self.project) = (host, project)
    }

    /// The files, from the repository's folder.
    var files: [NewFile] {
        let scripts = [
            ("install.sh", PipelineText.install), ("run.sh", PipelineText.run), ("state.sh", PipelineText.state),
        ]
        .map { NewFile(path: "\(folder)/\($0.0)", text: $0.1) }
        switch host {
        case .github:
            return [NewFile(path: ".github/workflows/muster.yml", text: placed(PipelineText.github))] + scripts
        case .gitlab:
            return [
                NewFile(path: Self.inclusion, text: PipelineText.gitlabInclusion),
                NewFile(path: "\(folder)/muster.gitlab-ci.yml", text: placed(PipelineText.gitlab)),
            ] + scripts
        }
    }

    /// Where the scripts are, from the repository's folder.
    var folder: String { ".\(host.rawValue)/muster" }

    /// The script that has to do with the state's branch.
    var script: String { "\(folder)/state.sh" }

    /// That script, and its words to put the state on the branch.
    var begin: String { "\(script) begin" + (project == "." ? "" : " \(Self.quoted(project))") }

    /// The file in which GitLab looks for its pipeline.
    static let inclusion = ".gitlab-ci.yml"

    /// A word for a shell, as it is where that will do.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber || "/._-".contains(character))
        }
        return isPlain ? word : "'\(Printable.line(word).replacing("'", with: "'\\''"))'"
    }

    private func placed(_ text: String) -> String {
        if project == "." { return text }
        return text.replacing(
            "MUSTER_PROJECT: . #", with: "MUSTER_PROJECT: \(JSONWriter.text(.string(project))) #", maxReplacements: 1)
    }
}

/// The git repository that a folder is in.
struct Repository {
    /// Its folder.
    let path: String
    /// From there to the folder; `.` where they are one.
    let inner: String

    /// Nothing where the folder is in none.
    init?(around folder: String) {
        guard let full = Self.resolved(folder) else { return nil }
        var names = full.split(separator: "/").map(String.init)
        var below: [String] = []
        while true {
            let path = "/" + names.joined(separator: "/")
            if access(path == "/" ? "/.git" : path + "/.git", F_OK) == 0 {
                self.path = below.isEmpty ? folder : path
                inner = below.isEmpty ? "." : below.reversed().joined(separator: "/")
                return
            }
            guard let name = names.popLast() else { return nil }
            below.append(name)
        }
    }

    private static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
