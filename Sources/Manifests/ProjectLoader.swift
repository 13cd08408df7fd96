package import Calendars
import Campaigns
import Diagnostics
import YAML

/// Reads a project: `muster.yaml` first, then every campaign file against it.
package enum ProjectLoader {
    private static let maxFileBytes = YAMLLimits.standard.maxBytes

    /// Reads `muster.yaml` alone; never throws.
    ///
    /// - Parameters:
    ///   - path: the folder as it is opened, and `shownFolder` what stands before its files' names in messages.
    package static func open(_ folder: any ProjectFolder, at path: String, shownFolder: String) -> OpenedProject {
        let shownFile = shownFolder + Project.fileName
        let source: SourceText
        do {
            source = SourceText(path: shownFile, bytes: try folder.read(Project.fileName, limit: maxFileBytes))
        } catch {
            return OpenedProject(source: SourceText(path: shownFile, bytes: []), fault: fault(error, shownFile))
        }
        let hasCampaignsFolder = ((try? folder.entries(of: "")) ?? []).contains {
            $0.name == "campaigns" && $0.kind == .folder
        }
        let decoder = ProjectDecoder(
            source, folder: path, shownFolder: shownFolder, hasCampaignsFolder: hasCampaignsFolder)
        let shownDirectory = shownFolder + Project.directoryName
        do throws(ProjectFileError) {
            let bytes = try folder.read(Project.directoryName, limit: maxFileBytes)
            return OpenedProject(
                source: source, decoder: decoder, directorySource: SourceText(path: shownDirectory, bytes: bytes),
                fault: nil)
        } catch {
            return OpenedProject(
                source: source, decoder: decoder, directorySource: nil,
                fault: error == .missing ? nil : fault(error, shownDirectory))
        }
    }

    /// Everything that the project declares, and every fault of all its files. Reads files only; never throws.
    ///
    /// - Parameters:
    ///   - isSandbox: whether markers name the sandbox or the project's lineage.
    ///   - instant: which periods of schedules are declared: the one that it lies in, and the next.
    ///   - window: instead, all that open within it, and those that are on when it begins.
    ///   - passesOver: which files, by path and bytes, are not to be taken for more than that they are there.
    package static func load(
        _ opened: OpenedProject, in folder: any ProjectFolder, isSandbox: Bool, at instant: Instant,
        opening window: Range<Instant>? = nil,
        passesOver: @escaping @Sendable (String, [UInt8]) -> Bool = { _, _ in false }
    ) async -> LoadedProject {
        guard let decoder = opened.decoder, let project = opened.project else {
            return LoadedProject(
                project: nil, resources: [], campaigns: [], paths: [], passedOver: [],
                directory: opened.directory, diagnostics: opened.diagnostics.inSourceOrder(), notices: [],
                sources: opened.decoder == nil ? [:] : [opened.source.path: opened.source.bytes])
        }
        let context = ProjectContext(
            project, decoder, directory: opened.directory,
            markerLineage: isSandbox ? Lineage.sandbox : project.lineage ?? Lineage.unset,
            instant: instant, window: window)
        let files = CampaignFiles(
            in: folder, patterns: project.include.compactMap(Glob.init), shownFolder: project.shownFolder)
        let found = await read(files.paths, in: folder, context, passesOver)
        let diagnostics =
            opened.diagnostics + decoder.unusedPatterns(files.paths) + files.diagnostics + found.diagnostics
            + ProjectRules.faults(found.campaigns, found.resources)
        var sources = Dictionary(found.sources, uniquingKeysWith: { first, _ in first })
        sources[opened.source.path] = opened.source.bytes
        if let directory = opened.directorySource { sources[directory.path] = directory.bytes }
        return LoadedProject(
            project: project, resources: found.resources, campaigns: found.campaigns, paths: files.paths,
            passedOver: found.passedOver, directory: opened.directory, diagnostics: diagnostics.inSourceOrder(),
            notices: decoder.notices.inSourceOrder(), sources: sources)
    }

    /// `open`, then `load`.
    package static func load(
        _ folder: any ProjectFolder, at path: String, shownFolder: String, isSandbox: Bool, instant: Instant
    ) async -> LoadedProject {
        await load(open(folder, at: path, shownFolder: shownFolder), in: folder, isSandbox: isSandbox, at: instant)
    }

    private static func read(
        _ paths: [String], in folder: any ProjectFolder, _ context: ProjectContext,
        _ passesOver: @escaping @Sendable (String, [UInt8]) -> Bool
    ) async -> Findings {
        // One task for many files: a file takes far less time than a task costs to begin.
        let size = max(1, min(64, paths.count / 4 + 1))
        return await withTaskGroup(of: (start: Int, found: Findings).self) { group in
            for start in stride(from: 0, to: paths.count, by: size) {
                let part = paths[start..<min(start + size, paths.count)]
                group.addTask {
                    var found = Findings()
                    for path in part { found.read(path, in: folder, context, passesOver) }
                    return (start, found)
                }
            }
            var parts: [(start: Int, found: Findings)] = []
            for await part in group { parts.append(part) }
            parts.sort { $0.start > $1.start }
            var all = Findings()
            all.resources.reserveCapacity(parts.reduce(0) { $0 + $1.found.resources.count })
            // Each is given up as it is taken in, so that little stands there twice.
            while let part = parts.popLast() { all.append(part.found) }
            return all
        }
    }

    private static func fault(_ error: ProjectFileError, _ shownFile: String) -> Diagnostic {
        switch error {
        case .missing:
            Diagnostic(
                .noProject, "there is no `\(shownFile)`", at: nil,
                fix: "`muster init` makes one; `--project DIR` looks elsewhere")
        case .outside:
            Diagnostic(.outsideProject, error.reason, at: SourceText.firstLine(of: shownFile))
        case .unreadable:
            Diagnostic(
                .unreadableFile, "the file can't be read: \(error.reason)", at: SourceText.firstLine(of: shownFile))
        }
    }

    /// What campaign files give.
    private struct Findings: Sendable {
        /// Their bytes by the paths that are shown.
        var sources: [(String, [UInt8])] = []
        var passedOver: [String] = []
        var campaigns: [NamedCampaign] = []
        var resources: [Resource] = []
        var diagnostics: [Diagnostic] = []

        mutating func append(_ other: Findings) {
            sources += other.sources
            passedOver += other.passedOver
            campaigns += other.campaigns
            resources += other.resources
            diagnostics += other.diagnostics
        }

        mutating func read(
            _ path: String, in folder: any ProjectFolder, _ context: ProjectContext,
            _ passesOver: (String, [UInt8]) -> Bool
        ) {
            let shownPath = context.project.shownFolder + path
            let bytes: [UInt8]
            do {
                bytes = try folder.read(path, limit: maxFileBytes)
            } catch {
                let code: DiagnosticCode = error == .outside ? .outsideProject : .unreadableFile
                diagnostics.append(
                    Diagnostic(
                        code, "the file can't be read: \(error.reason)", at: SourceText.firstLine(of: shownPath)))
                return
            }
            if passesOver(path, bytes) {
                passedOver.append(path)
                return
            }
            sources.append((shownPath, bytes))
            let source = SourceText(path: shownPath, bytes: bytes)
            let stream = YAMLReader.read(bytes, file: shownPath)
            diagnostics += stream.diagnostics
            for document in stream.documents {
                guard let root = document.root else { continue }
                var decoder = CampaignDecoder(
                    projectZone: context.project.timeZone, dates: context.dates, instant: context.instant,
                    window: context.window, freezes: context.project.freezes)
                let periods = decoder.campaign(LocatedNode(root, in: source))
                diagnostics += decoder.diagnostics
                guard let first = periods.first else { continue }
                campaigns.append(.init(name: first.name, location: first.nameNode.location))
                let lint = Lint(instant: context.instant, context.project)
                diagnostics += lint.warnings(first)
                var found: [Diagnostic] = []
                var warned: [Diagnostic] = []
                for campaign in periods {
                    var resolver = BlockResolver(campaign, in: context)
                    for block in campaign.blocks {
                        guard let resource = resolver.resource(block) else { continue }
                        // One for each place is enough, of whatever period or review.
                        warned += lint.warnings(resource, of: campaign).filter { warning in
                            !warned.contains { $0.code == warning.code && $0.location == warning.location }
                        }
                        resources.append(resource)
                    }
                    resolver.checkDue()
                    // Each period has the same faults.
                    found += found.isEmpty ? resolver.diagnostics : resolver.diagnostics.filter { !found.contains($0) }
                }
                diagnostics += found + warned
            }
        }
    }
}
