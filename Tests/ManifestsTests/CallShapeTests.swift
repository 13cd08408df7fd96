import Campaigns
import JSON
import Manifests
import Support
import Testing
import Vendors
import YAML

/// What an earlier run began is refused where it has another shape than its kind's calls; nothing that was begun honestly may be.
@Suite("What a manifest can bring about has its kind's shape")
struct CallShapeTests {
    @Test("in each way that a value can be sound", arguments: Kind.allCases) func sound(kind: Kind) async throws {
        let widenings = try #require(WideningTests.kinds.first { $0.kind == kind })
        var checked = 0
        for sample in widenings.sound + widenings.all {
            checked += await check([
                "muster.yaml": "version: 1\nplatforms: { \(kind.vendor.rawValue): {} }\n", "c.yaml": sample.campaign,
            ])
        }
        #expect(checked >= widenings.sound.count)
    }

    @Test("whatever is changed in it at random") func random() async {
        var changes = SchemaChanges(generator: SeededGenerator(seed: 2029))
        let sound = SchemaSoundnessTests.campaigns.compactMap { SchemaDocuments.json($0).first }
        var checked = 0
        for _ in 0..<1_500 {
            let campaign = sound[Int.random(in: 0..<sound.count, using: &changes.generator)]
            let text = JSONWriter.text(changes.changed(campaign), style: .pretty)
            checked += await check(["muster.yaml": SchemaSoundnessTests.project, "c.yaml": text])
        }
        #expect(checked > 300, "\(checked)")
    }

    /// How many resources the project has; each with its ids found, as an apply begins it.
    private func check(_ files: [String: String]) async -> Int {
        let loaded = await loadProject(files)
        for declared in loaded.resources {
            var resource = declared.filled(
                Dictionary(
                    uniqueKeysWithValues: declared.unknownNames.map {
                        ($0, DirectoryID("5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112", appID: $0.app.map { _ in "2NlX" }))
                    }))
            for use in resource.reviews { resource = resource.filled(use, by: "2NlX") }
            #expect(resource.kind.vendorKind.shapeFault(of: resource.calls) == nil, "\(files["c.yaml"] ?? "")")
        }
        return loaded.resources.count
    }
}
