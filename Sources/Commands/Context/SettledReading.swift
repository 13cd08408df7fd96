package import Calendars
import Diagnostics
package import Campaigns
import JSON
package import Manifests
import Planning
package import State

/// A project of which only those manifests were read that may have changed since an apply found them settled.
package struct SettledReading {
    package let loaded: LoadedProject
    /// What the manifests declare that were not read.
    package let addresses: Set<Address>

    /// Reads all where state says of none that it is settled, or where what changed may have to do with what did not.
    package init(
        _ file: OpenedProject, in folder: any ProjectFolder, isSandbox: Bool, at instant: Instant,
        _ state: StateContents?
    ) async {
        if let state, let settled = state.settled, settled.basis == Self.basis(of: file), state.intents.isEmpty {
            let changed = await ProjectLoader.load(
                file, in: folder, isSandbox: isSandbox, at: instant, passesOver: settled.hold)
            let addresses = Set(changed.passedOver.flatMap { settled.files[$0]?.addresses ?? [] })
            let campaigns = Set(changed.campaigns.map(\.name))
            if !state.mayClash(changed.resources, campaigns: campaigns, withSettled: addresses) {
                (loaded, self.addresses) = (changed, addresses)
                return
            }
        }
        loaded = await ProjectLoader.load(file, in: folder, isSandbox: isSandbox, at: instant)
        addresses = []
    }

    /// A digest of what the meaning of every manifest depends on beside its own bytes.
    package static func basis(of file: OpenedProject) -> String {
        CanonicalJSON.digest([
            .string(Version.number), .string(Zone.dataVersion), .string(CanonicalJSON.digest(file.bytes[...])),
            .string(CanonicalJSON.digest((file.directoryBytes ?? [])[...])),
        ])
    }
}

extension LoadedProject {
    /// The manifests of which state has everything as it is declared, or will have; nothing where there are none. All of them must
    /// have been read, and none have an error. One with a schedule is never settled, since its next period is not.
    ///
    /// - Parameter creating: what is about to be created as it is declared.
    package func settled(in state: StateContents, creating: Set<Address> = [], basis: String) -> SettledManifests? {
        var addresses: [String: [Address]] = [:]
        var unsettled = Set(diagnostics.compactMap { $0.location?.file })
        for resource in resources {
            let isCreated = creating.contains(resource.address) && resource.formerly.isEmpty
            if resource.recurrence == nil, isCreated || state.isSettled(resource) {
                addresses[resource.location.file, default: []].append(resource.address)
            } else {
                unsettled.insert(resource.location.file)
            }
        }
        var files: [String: SettledManifests.File] = [:]
        let shownFolder = project?.shownFolder ?? ""
        for path in paths where !unsettled.contains(shownFolder + path) {
            guard let bytes = sources[shownFolder + path], let addresses = addresses[shownFolder + path] else {
                continue
            }
            files[path] = SettledManifests.File(bytes, addresses: addresses)
        }
        return files.isEmpty ? nil : SettledManifests(basis: basis, files: files)
    }
}
