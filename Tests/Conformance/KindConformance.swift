import State
import Diagnostics
import Applying
import Campaigns
import JSON
import Planning
import Sandbox
import Support
import Testing
import Vendors

@Suite("Every kind")
struct KindConformance {
    @Test("is created once, then unchanged, and a second apply sends nothing", arguments: KindSample.all)
    func once(_ sample: KindSample) async throws {
        let world = try await World()
        #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.create])
        let first = try await world.apply(sample.campaign)
        #expect(first.outcomes.values.map(\.result) == [.created], "\(first.outcomes)")
        #expect(await world.made == 1)
        let sent = await world.vendors.requests.count
        #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
        let second = try await world.apply(sample.campaign)
        #expect(second.outcomes.isEmpty)
        #expect(await world.vendors.requests.count == sent)
    }

    @Test("shows an edit by its field", arguments: KindSample.all)
    func edited(_ sample: KindSample) async throws {
        let world = try await World()
        _ = try await world.apply(sample.campaign)
        let plan = try await world.plan(sample.campaign.replacing(sample.edit.from, with: sample.edit.to))
        #expect(plan.entries.map(\.action) == [.changed])
        #expect(plan.entries.flatMap(\.differences).map(\.path) == [sample.edit.field])
    }

    @Test("gives its declared fields back from its calls, without the marker", arguments: KindSample.all)
    func inverse(_ sample: KindSample) async throws {
        let resource = try #require(try await World().load(sample.campaign).first)
        #expect(resource.kind.vendorKind.fields(of: resource.calls) == resource.fields)
    }

    @Test(
        "lost after its effect, is found at the vendor, or by its taken name, and made once", arguments: KindSample.all)
    func lost(_ sample: KindSample) async throws {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        let world = try await World(faults: SandboxFaults(script: [.init("POST", path, .dropAfter)]))
        #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.recovered])
        #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
        #expect(await world.made == 1)
        let creates = await world.vendors.requests.count { $0.method == "POST" && $0.path.hasSuffix(path) }
        #expect(creates == (sample.kind == .cakewalkAccessReview ? 2 : 1))
    }

    @Test("lost before its effect, is sent again once it is certain that nothing was made", arguments: KindSample.all)
    func lostBefore(_ sample: KindSample) async throws {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        let world = try await World(faults: SandboxFaults(script: [.init("POST", path, .dropBefore)]))
        #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.created])
        #expect(await world.made == 1)
        #expect(world.clock.slept.contains { $0 > 119.9 }, "only after it has settled")
    }

    @Test("not processed (429), is sent again until it is made", arguments: KindSample.all)
    func tooMany(_ sample: KindSample) async throws {
        let path = try #require(try await World().load(sample.campaign).first?.calls.first?.path)
        let script = [SandboxFaults.Scripted](repeating: .init("POST", path, .tooMany), count: 3)
        let world = try await World(faults: SandboxFaults(script: script))
        #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.created])
        #expect(await world.made == 1)
    }

    @Test("on another tenant than state knows, is not begun; the tenant is remembered from the first time on")
    func tenant() async throws {
        let sample = try #require(KindSample.all.first { $0.kind == .conductorOneAccessReview })
        let world = try await World()
        _ = try await world.apply(sample.campaign)
        let known = try #require(try await world.store.read(expecting: World.identity).platforms["conductorone"])
        #expect(known.tenant != nil)
        let other = try await World()
        let session = try await other.store.open(expecting: World.identity, holder: "a test", lockTimeout: 0)
        try await session.record([.platform(name: "conductorone", identity: .init(host: "sandbox", tenant: "another"))])
        try await session.close()
        let outcome = try #require(try await other.apply(sample.campaign).outcomes.values.first)
        #expect(outcome.result == .failed && outcome.code == .otherAccount, "\(outcome)")
        #expect(outcome.message?.contains("muster state platform conductorone --accept") ?? false)
        #expect(await other.made == 0)
    }

    @Test("half made, is finished by a later apply as it was begun")
    func halfMade() async throws {
        let sample = try #require(KindSample.all.first { $0.kind == .conductorOneAccessReview })
        for (method, suffix) in [("POST", "/scope_and_entitlements"), ("GET", "/scope_and_entitlements")] {
            for fault in [SandboxFault.dropBefore, .dropAfter, .errorBefore, .errorAfter] where method == "POST" {
                let world = try await World(
                    faults: SandboxFaults(script: [.init(method, suffix, fault), .init(method, suffix, fault)]))
                #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.unknown])
                #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.resume])
                #expect(try await world.apply(sample.campaign).outcomes.values.map(\.result) == [.resumed])
                #expect(try await world.plan(sample.campaign).entries.map(\.action) == [.unchanged])
                #expect(await world.made == 1)
            }
        }
    }

    @Test("half made and edited since, is left for a person")
    func halfMadeAndEdited() async throws {
        let sample = try #require(KindSample.all.first { $0.kind == .conductorOneAccessReview })
        let world = try await World(
            faults: SandboxFaults(
                script: .init(repeating: .init("POST", "/scope_and_entitlements", .dropBefore), count: 2)))
        _ = try await world.apply(sample.campaign)
        let result = try await world.apply(sample.campaign.replacing("Look twice.", with: "Look thrice."))
        #expect(result.outcomes.values.map(\.result) == [.unknown])
        #expect(result.outcomes.values.first?.message?.contains("declared differently") ?? false)
        let undeclared = try await world.apply("")
        #expect(undeclared.outcomes.values.first?.message?.contains("no manifest declares it") ?? false)
    }
}

@Suite(
    "The contract",
    .enabled(if: OpenAPI.folder != nil, "MUSTER_VENDOR_SPECS names no folder with the vendors' OpenAPI files"))
struct ContractTests {
    @Test("every body that is sent is one that the vendor documents", arguments: KindSample.all)
    func bodies(_ sample: KindSample) async throws {
        let world = try await World()
        _ = try await world.apply(sample.campaign)
        let specification =
            switch sample.kind.vendor {
            case .cakewalk: try OpenAPI.cakewalk()
            case .conductorone: try OpenAPI.conductorOne()
            case .opal: try OpenAPI.opal()
            }
        var checked = 0
        for request in await world.vendors.requests where request.method == "POST" && !request.path.hasSuffix("/token")
        {
            let sent = try JSONReader.read(request.body)
            let schema = try #require(
                specification.requestSchema("post", Self.template(request.path)), "\(request.path)")
            #expect(specification.faults(of: sent, against: schema, at: "body") == [])
            checked += 1
        }
        #expect(checked >= 1)
    }

    /// The path as the vendor's file writes it.
    private static func template(_ path: String) -> String {
        let parts = path.split(separator: "/").dropFirst().map(String.init)
        if parts.first == "v1" { return "/" + parts.dropFirst().joined(separator: "/") }
        guard parts.count > 3 else { return "/" + parts.joined(separator: "/") }
        let id = parts.count == 4 ? "{id}" : "{access_review_id}"
        return "/" + (parts.prefix(3) + [id] + parts.dropFirst(4)).joined(separator: "/")
    }
}
