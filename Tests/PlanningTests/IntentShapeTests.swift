import Campaigns
import Calendars
import Foundation
import JSON
import Planning
import State
import Support
import Testing
import Vendors

@Suite("What was begun is gone on with only where")
struct IntentShapeTests {
    private static let platform = Platform(name: "p", vendor: .opal, location: PlannerTests.place)
    private static let id = "5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111"

    private func intent(_ change: (inout Intent) -> Void = { _ in }) -> Intent {
        var intent = PlannerTests.intent(PlannerTests.resource(tags: [.string(Self.id)]))
        change(&intent)
        return intent
    }

    private func request(_ reason: String, name: String) -> Intent {
        let fields: JSONObject = [
            "resources": [["id": .string(Self.id)]], "groups": [], "target_user_id": .string(Self.id),
            "reason": .string(reason), "duration_minutes": 60,
        ]
        return intent {
            ($0.kind, $0.name) = (.opalRequest, name)
            $0.calls = Kind.opalRequest.vendorKind.calls(for: fields, marker: nil)
        }
    }

    private func fault(_ intent: Intent, at host: String? = "h") -> String? {
        IntentShape.fault(of: intent, on: Self.platform, at: host)
    }

    @Test("its platform's vendor has the kind, at the host where it was begun")
    func place() {
        #expect(fault(intent()) == nil)
        #expect(fault(intent(), at: nil) == nil)
        #expect(IntentShape.fault(of: intent(), on: nil, at: nil) == nil)
        #expect(fault(intent(), at: "i") == "it was begun at `h`, and `p` is at `i`")
        var other = Self.platform
        other.vendor = .cakewalk
        #expect(
            IntentShape.fault(of: intent(), on: other, at: "h") == "`p` is at Cakewalk, which has no opal.uar")
    }

    @Test("its calls are its kind's, and what is done of them are the first")
    func calls() {
        #expect(
            fault(intent { $0.calls[ifThere: 0]?.path = "/groups/g/users/u" })?.contains("/groups/g/users/u") ?? false)
        #expect(
            fault(intent { $0.progress = .made(vendorID: Self.id, at: $0.begun, done: [.create], stopped: nil) }) == nil
        )
        for (id, done) in [("../x", [Call.Step.create]), (Self.id, []), (Self.id, [.scope])] {
            #expect(
                fault(intent { $0.progress = .made(vendorID: id, at: $0.begun, done: done, stopped: nil) }) != nil)
        }
    }

    @Test("its body has the name that it was begun under, and no marker but its own")
    func name() {
        #expect(fault(intent { $0.name = "M" }) == "its `name` is not the name that it was begun under")
        #expect(fault(request("Audit", name: "Audit")) == nil)
        #expect(fault(request("Audit [muster c/r 7f3a]", name: "Audit")) == nil)
        #expect(
            fault(request("Audit [muster d/r 7f3a]", name: "Audit")) == "it carries the marker of another address")
        let named = "N [muster d/r 7f3a]"
        let honest = PlannerTests.intent(PlannerTests.resource(name: named, tags: [.string(Self.id)]))
        #expect(fault(honest) == nil, "Opal's names carry no marker, so this is only a name")
    }

    @Test("it is what 0.1.0 began, in whatever phase, in state and in open journals")
    func released() async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/0.1.0")
            .standardizedFileURL
        var begun = 0
        for file in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
        where file.hasSuffix("state.json") {
            let path = folder.path + "/" + file
            let isSandbox = file.hasPrefix("sandbox/")
            let state = try await LocalStateStore(path: path, clock: ManualClock(PlannerTests.now)).read(
                expecting: StateIdentity(
                    world: isSandbox ? .sandbox : .real,
                    lineage: isSandbox ? nil : try lineage(of: path.replacing("muster.state.json", with: "muster.yaml"))
                ))
            for intent in state.intents.values {
                begun += 1
                let host = try #require(state.platforms[intent.platform]?.host)
                let platform = Platform(
                    name: intent.platform, vendor: intent.kind.vendor, location: PlannerTests.place)
                #expect(IntentShape.fault(of: intent, on: platform, at: host) == nil, "\(file) \(intent.address)")
            }
            for index in state.records.indices {
                let record = state.records[index].record
                // What was adopted is what the vendor has.
                #expect(record.kind.vendorKind.shapeFault(of: record.calls) == nil, "\(file) \(record.address)")
            }
        }
        #expect(begun > 25, "\(begun)")
    }

    private func lineage(of project: String) throws -> String? {
        try String(contentsOfFile: project, encoding: .utf8).split(separator: "\n")
            .first { $0.hasPrefix("lineage: ") }.map { String($0.dropFirst(9)) }
    }
}
