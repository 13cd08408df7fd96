import Applying
import Calendars
import Campaigns
import Diagnostics
import JSON
import Manifests
import Planning
import State
import Support
import Testing
import Vendors

/// Whoever only moves things about, writes them otherwise or upgrades Muster sees nothing changed.
@Suite("Every kind, written otherwise")
struct ComparisonConformance {
    private func load(_ files: [String: String]) async throws -> [Resource] {
        let loaded = await loadProject(files)
        #expect(loaded.diagnostics.map { "\($0.code.rawValue) \($0.message)" } == [])
        return loaded.resources
    }

    private func actions(_ resources: [Resource], _ state: StateContents, in world: World) -> [PlanEntry.Action] {
        Planner.plan(resources, state: state, at: world.clock.now(), guardrails: Guardrails(), platforms: [:]).entries
            .map(\.action)
    }

    /// Each way to say the same, as the files of a project.
    private func rewritings(_ sample: KindSample, _ resource: Resource) -> [(name: String, files: [String: String])] {
        let text = sample.campaign
        func files(_ campaign: String, project: String = KindSample.project, at path: String = "campaign.yaml")
            -> [String: String]
        {
            ["muster.yaml": project, path: campaign]
        }
        let section = sample.kind.isRequest ? "requests" : "reviews"
        // The due date of a request is its campaign's; every other field can stand in its block.
        let head = "campaign: c\ndue: \(resource.due.rfc3339)\n"
        let block = JSONObject(members: resource.fields.members.reversed())
        func json(_ value: JSONValue) -> String { JSONWriter.text(value).replacing("${", with: "$${") }
        let reversed = head + "\(section): { \(resource.address.review): \(json(.object(block))) }\n"
        let defaults: JSONValue = .object([resource.kind.rawValue: .object(block)])
        let lowered = KindSample.project.replacing(
            "\(resource.platform): {",
            with: "\(resource.platform): { defaults: \(json(defaults))\(resource.platform == "conductorone" ? "," : "")"
        )
        return [
            ("as it was", files(text)),
            (
                "another file, among others",
                files(text, at: "deep/er/other.yml").merging(["empty.yaml": "# nothing\n"]) { $1 }
            ),
            ("behind another document", files("---\n# nothing\n---\n" + text)),
            ("labels, an opening and keys of its own", files("x-y: 1\nlabels: { a: b }\nopens: 2026-01-01\n" + text)),
            (
                "no marker",
                files(
                    text,
                    project: KindSample.project.replacing("{}", with: "{ marker: false }").replacing(
                        "{ baseURL", with: "{ marker: false, baseURL"))
            ),
            ("keys in another order, dates as instants, all in the block", files(reversed)),
            (
                "all as the platform's default",
                files(
                    "campaign: c\nname: \(json(.string(resource.name)))\ndue: \(resource.due.rfc3339)\n\(section): { \(resource.address.review): {} }\n",
                    project: lowered)
            ),
            ("ends of lines", files(text.replacing("\n", with: "\r\n"))),
            (
                "through an anchor",
                files("x-due: &due 2027-01-29\n" + text.replacing("due: 2027-01-29", with: "due: *due"))
            ),
        ]
    }

    @Test("is unchanged, whatever the file, the layer, the order or the form", arguments: KindSample.all)
    func rewritten(_ sample: KindSample) async throws {
        let world = try await World()
        #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.created])
        let state = try await world.store.read(expecting: World.identity)
        let resource = try #require(try await world.load(sample.campaign).first)
        for way in rewritings(sample, resource) {
            let resources = try await load(way.files)
            #expect(resources.map(\.address) == [resource.address], "\(way.name)")
            #expect(actions(resources, state, in: world) == [.unchanged], "\(way.name)")
        }
    }

    @Test(
        "is unchanged beside a state of older forms: members in another order, upper-case ids, dates in an offset",
        arguments: KindSample.all)
    func older(_ sample: KindSample) async throws {
        let world = try await World()
        _ = try await world.apply(sample.campaign)
        var state = try await world.store.read(expecting: World.identity)
        let address = try #require(state.records.keys.first)
        let calls = try #require(state.records[address]?.calls)
        state.records[address]?.calls = calls.map { Call(step: $0.step, path: $0.path, body: Self.older($0.body)) }
        state.records[address]?.localDates = [:]
        #expect(actions(try await world.load(sample.campaign), state, in: world) == [.unchanged])
        // Calls whose order or number a newer Muster changed still say what was declared.
        state.records[address]?.calls = calls.reversed()
        #expect(actions(try await world.load(sample.campaign), state, in: world) == [.unchanged])
    }

    private static func older(_ value: JSONValue) -> JSONValue {
        switch value {
        case .object(let object):
            return .object(
                JSONObject(members: object.members.reversed().map { .init(key: $0.key, value: older($0.value)) }))
        case .array(let items): return .array(items.map(older))
        case .string(let text) where text.count == 36 && text.split(separator: "-").count == 5:
            return .string(text.uppercased())
        case .string(let text) where text.hasSuffix("Z") && text.contains("T"):
            return .string(text.dropLast() + "+00:00")
        default: return value
        }
    }
}
