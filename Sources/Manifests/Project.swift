package import Calendars
package import Campaigns
package import Diagnostics

/// What `muster.yaml` says.
package struct Project: Sendable {
    /// The folder, as it is opened.
    package var folder: String
    /// How paths in it are shown: empty, or a path that ends in `/`.
    package var shownFolder: String
    /// Which state is the project's; nothing before `muster init`.
    package var lineage: String?
    /// For dates without a zone.
    package var timeZone: Zone
    /// The patterns of campaign files, relative to the folder.
    package var include: [String]
    /// The state file, relative to the folder.
    package var state: String
    package var platforms: [String: Platform]
    package var guardrails: Guardrails
    /// When nothing opens.
    package var freezes: FreezeWindows
    /// The codes of warnings that the project does not want.
    package var disabledLints: Set<String>

    /// Where `muster.yaml` is shown to stand.
    package var shownFile: String { shownFolder + Project.fileName }

    package static let fileName = "muster.yaml"
    package static let directoryName = "muster.directory.yaml"
    package static let defaultState = "muster.state.json"
}

/// A project whose `muster.yaml` was read, and nothing else yet.
package struct OpenedProject: Sendable {
    let source: SourceText
    /// Nothing where there is no such file, or it can't be read.
    let decoder: ProjectDecoder?
    /// What `muster.directory.yaml` says, and its bytes where there is one.
    package let directory: Directory
    let directorySource: SourceText?
    /// The faults of both files.
    let diagnostics: [Diagnostic]

    init(source: SourceText, decoder: ProjectDecoder, directorySource: SourceText?, fault: Diagnostic?) {
        self.source = source
        self.decoder = decoder
        self.directorySource = directorySource
        let found = directorySource.map { DirectoryDecoder($0) }
        directory = found?.directory ?? Directory()
        diagnostics = decoder.diagnostics + (found?.diagnostics ?? []) + [fault].compactMap(\.self)
    }

    init(source: SourceText, fault: Diagnostic) {
        self.source = source
        decoder = nil
        (directory, directorySource) = (Directory(), nil)
        diagnostics = [fault]
    }

    /// Nothing when `muster.yaml` is missing or unusable.
    package var project: Project? { decoder?.project }

    /// Of `muster.yaml`; none where it can't be read.
    package var bytes: [UInt8] { source.bytes }

    /// Of `muster.directory.yaml`; nothing where there is none.
    package var directoryBytes: [UInt8]? { directorySource?.bytes }
}

/// A campaign's name and where it is given.
package struct NamedCampaign: Sendable {
    package let name: String
    package let location: SourceLocation
}

/// A project with everything that its manifests declare.
package struct LoadedProject: Sendable {
    /// Nothing when `muster.yaml` is missing or unusable.
    package var project: Project?
    /// What could be made of manifests without a fault. Complete only when no diagnostic is an error.
    package var resources: [Resource]
    /// The campaigns of all documents that were read.
    package var campaigns: [NamedCampaign]
    /// The campaign files, relative to the folder.
    package var paths: [String]
    /// Those of them that the caller had passed over.
    package var passedOver: [String]
    /// The ids of names, as the project has them.
    package var directory: Directory
    /// Every fault and warning of all files, in source order.
    package var diagnostics: [Diagnostic]
    /// What is checked but has no effect yet; `validate` says it.
    package var notices: [Diagnostic]
    /// The bytes of each file by its shown path, for snippets.
    package var sources: [String: [UInt8]]
}
