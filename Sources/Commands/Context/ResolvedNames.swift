import Calendars
import Campaigns
import Diagnostics
import Rendering
import Vendors

/// What look-ups say of all names of a project: its directory anew, and how it differs from the one before.
struct ResolvedNames {
    /// Each name where it is used first, by platform.
    typealias Uses = [String: [DirectoryName: NameUse]]

    private(set) var directory = Directory()
    /// Why it can't be written.
    private(set) var faults: [Diagnostic] = []
    private var lines: [String] = []
    private var (added, changed, gone, same) = (0, 0, 0, 0)

    var isUnchanged: Bool { added + changed + gone == 0 }

    static func uses(_ resources: [Resource]) -> Uses {
        var uses: Uses = [:]
        for resource in resources {
            for use in resource.names where uses[resource.platform]?[use.name] == nil {
                uses[resource.platform, default: [:]][use.name] = use
            }
        }
        return uses
    }

    init(
        _ uses: Uses, _ findings: [String: [DirectoryName: DirectoryFinding]], before: Directory, at instant: Instant
    ) {
        for (platform, names) in uses.sorted(by: { $0.key < $1.key }) {
            for (name, use) in names.sorted(by: { $0.key < $1.key }) {
                let finding = findings[platform]?[name] ?? .incomplete("it was not looked up")
                // Another id than before is no fault here: this is where it is written down.
                if let fault = finding.fault(NameUse(name, id: nil, at: use.location), on: platform) {
                    faults.append(fault)
                }
                if case .found(let item) = finding { note(item, name, platform, before[platform, name], instant) }
            }
        }
        for (platform, entries) in before.platforms.sorted(by: { $0.key < $1.key }) {
            for (name, entry) in entries.sorted(by: { $0.key < $1.key }) where uses[platform]?[name] == nil {
                gone += 1
                lines.append("- \(platform) \(name): \(entry.id.text), which no manifest names any more")
            }
        }
    }

    private mutating func note(
        _ item: DirectoryItem, _ name: DirectoryName, _ platform: String, _ before: Directory.Entry?, _ now: Instant
    ) {
        let id = DirectoryID(item)
        let shown = "\(id.text) \"\(item.displayName)\""
        // What is as it was keeps its line, so that a look-up that finds nothing new changes nothing.
        if let before, before.id == id, before.displayName == item.displayName {
            directory[platform, name] = before
            same += 1
            return
        }
        directory[platform, name] = Directory.Entry(
            id, lookedUp: Instant(seconds: now.seconds), displayName: item.displayName)
        guard let before else {
            added += 1
            lines.append("+ \(platform) \(name): \(shown)")
            return
        }
        changed += 1
        lines.append("~ \(platform) \(name): \(shown), was \(before.id.text) \"\(before.displayName)\"")
    }

    /// What changes, and one line of counts.
    var text: String { lines.map { Printable.line($0) + "\n" }.joined() + summary }

    /// One line of counts.
    var summary: String {
        "Resolved: \(added) new, \(changed) changed, \(gone) no longer named, \(same) as they were.\n"
    }
}
