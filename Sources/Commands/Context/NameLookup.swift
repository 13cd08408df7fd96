import Manifests
import Applying
import Campaigns
import Diagnostics
import Planning
import Transport
import Vendors

/// Looks up at the vendors what manifests name.
struct NameLookup {
    private let opened: OpenProject
    private let options: LookupOptions

    init(_ opened: OpenProject, _ options: LookupOptions) {
        self.opened = opened
        self.options = options
    }

    /// What each platform has of the names, each looked up once.
    func findings(
        of names: [String: Set<DirectoryName>], through sessions: [String: VendorSession]
    ) async -> [String: [DirectoryName: DirectoryFinding]] {
        var findings: [String: [DirectoryName: DirectoryFinding]] = [:]
        for (platform, names) in names.sorted(by: { $0.key < $1.key }) {
            guard let session = sessions[platform] else { continue }
            let reader = DirectoryReader(
                session, clock: opened.context.clock, patience: .init(maxWait: options.maxWait),
                parallel: opened.project.platforms[platform]?.parallel ?? options.parallel,
                interruption: opened.context.interruption)
            findings[platform] = await reader.findings(of: names)
        }
        return findings
    }

    /// Takes out of what is to be created whatever uses a name that is gone, or somebody else's by now, as held back; the others get the
    /// ids that are found only now.
    func hold(_ entries: inout [PlanEntry], through sessions: [String: VendorSession]) async -> [PlanEntry] {
        var names: [String: Set<DirectoryName>] = [:]
        for entry in entries where entry.action == .create {
            guard let resource = entry.resource, !resource.names.isEmpty else { continue }
            names[entry.platform, default: []].formUnion(resource.names.map(\.name))
        }
        if names.isEmpty { return [] }
        let findings = await findings(of: names, through: sessions)
        var held: [PlanEntry] = []
        entries = entries.compactMap { entry in
            guard entry.action == .create, let resource = entry.resource, !resource.names.isEmpty else { return entry }
            let found = findings[entry.platform] ?? [:]
            var entry = entry
            let faults = resource.names.compactMap { use in
                (found[use.name] ?? .incomplete("it was not looked up")).fault(use, on: entry.platform)
            }
            if faults.isEmpty {
                entry.resource = resource.filled(found.compactMapValues(\.id))
                return entry
            }
            entry.action = .held
            entry.faults = faults
            held.append(entry)
            return nil
        }
        return held
    }
}

/// How long and how often is asked.
struct LookupOptions {
    var maxWait: Double
    var parallel: Int
}
