import Applying
import Campaigns
import JSON
import Sandbox
import Support
import Testing
import Transport

/// A vendor that keeps a name otherwise than it was sent, and an answer that is lost.
@Suite("A name that the vendor keeps otherwise")
struct NameKeptOtherwiseTests {
    /// What a vendor may make of a name.
    enum Keeping: String, CaseIterable, Sendable {
        case collapsed, cut, escaped, dropped

        func callAsFunction(_ name: String) -> String {
            switch self {
            case .collapsed: name.split(whereSeparator: \.isWhitespace).joined(separator: " ") + "."
            case .cut: String(name.prefix(8))
            case .escaped: name.replacing("&", with: "&amp;").replacing(" ", with: "&nbsp;")
            case .dropped: name.filter { !$0.isWhitespace }
            }
        }
    }

    /// 25 reviews of one template.
    private static let campaigns = (0..<25).map { number in
        """
        campaign: c\(number)
        name: Review of \(number) & others
        due: 2027-01-29
        reviews:
          opal:
            reviewer_assignment_policy: BY_MANAGER
            send_reviewer_assignment_notification: true
            time_zone: Europe/Berlin
            self_review_allowed: false
            uar_scope: { names: [prod] }
        """
    }

    private static func world(_ fault: SandboxFault) async throws -> World {
        try await World(faults: SandboxFaults(script: [.init("POST", "/uar", fault)]))
    }

    @Test(
        "is never taken for nothing: a person says whose it is, and nothing is made twice", arguments: Keeping.allCases,
        [SandboxFault.errorAfter, .dropAfter, .dropLate])
    func made(_ keeping: Keeping, _ fault: SandboxFault) async throws {
        let world = try await Self.world(fault)
        let client = KeepingClient(client: SandboxHTTPClient(world.vendors), keeping: keeping)
        let campaign = try Self.campaigns.at(7)
        for _ in 0..<3 {
            let result = try await world.apply(campaign, through: client)
            #expect(result.outcomes.values.map(\.result) == [.ambiguous], "\(result.outcomes)")
            world.clock.advance(seconds: 600)
        }
        #expect(await world.made == 1)
    }

    @Test(
        "of 25 reviews from one template, only the one whose answer was lost is not clear", arguments: Keeping.allCases)
    func template(_ keeping: Keeping) async throws {
        let world = try await Self.world(.errorAfter)
        let client = KeepingClient(client: SandboxHTTPClient(world.vendors), keeping: keeping)
        let result = try await world.apply(Self.campaigns.joined(separator: "\n---\n"), through: client)
        #expect(result.count(of: .created) == 24, "\(result.outcomes)")
        #expect(result.count(of: .ambiguous) == 1)
        #expect(await world.made == 25)
    }

    @Test(
        "of 25 reviews from one template, one that the vendor did not make is made, whatever it keeps",
        arguments: Keeping.allCases)
    func notMade(_ keeping: Keeping) async throws {
        let world = try await Self.world(.errorBefore)
        let client = KeepingClient(client: SandboxHTTPClient(world.vendors), keeping: keeping)
        let result = try await world.apply(Self.campaigns.joined(separator: "\n---\n"), through: client)
        #expect(result.count(of: .created) == 25, "\(result.outcomes)")
        #expect(await world.made == 25)
    }

    @Test("what was there before, or a person said to ignore, is nobody's")
    func before() async throws {
        let world = try await Self.world(.errorBefore)
        // Someone made one of the same template by hand.
        let other: JSONObject = [
            "uar_id": "by-hand", "name": "Another one", "deadline": "2027-01-29T22:59:59Z",
            "reviewer_assignment_policy": "BY_MANAGER", "send_reviewer_assignment_notification": true,
            "time_zone": "Europe/Berlin", "self_review_allowed": false, "uar_scope": ["names": ["prod"]],
        ]
        try await world.vendors.put(.init(account: "opal", collection: "uars", id: "by-hand", object: other))
        let result = try await world.apply(Self.campaigns.at(0), through: SandboxHTTPClient(world.vendors))
        #expect(result.outcomes.values.map(\.result) == [.created], "\(result.outcomes)")
        #expect(await world.made == 2)
    }

    @Test("an item that someone else made meanwhile, from the same template, stops the create")
    func meanwhile() async throws {
        let world = try await Self.world(.errorBefore)
        let client = KeepingClient(client: SandboxHTTPClient(world.vendors), keeping: .cut) { vendors in
            let other: JSONObject = [
                "uar_id": "by-hand", "name": "Another one", "deadline": "2027-01-29T22:59:59Z",
                "reviewer_assignment_policy": "BY_MANAGER", "send_reviewer_assignment_notification": true,
                "time_zone": "Europe/Berlin", "self_review_allowed": false, "uar_scope": ["names": ["prod"]],
            ]
            try? await vendors.put(.init(account: "opal", collection: "uars", id: "by-hand", object: other))
        } on: {
            world.vendors
        }
        let result = try await world.apply(Self.campaigns.at(0), through: client)
        #expect(result.outcomes.values.map(\.result) == [.ambiguous], "\(result.outcomes)")
        #expect(await world.made == 1, "only the one by hand")
    }
}

/// Shows names as a vendor keeps them.
private struct KeepingClient: HTTPClient {
    let client: any HTTPClient
    let keeping: NameKeptOtherwiseTests.Keeping
    var afterCreate: (@Sendable (SandboxVendors) async -> Void)?
    var vendors: (@Sendable () -> SandboxVendors)?

    init(
        client: any HTTPClient, keeping: NameKeptOtherwiseTests.Keeping,
        afterCreate: (@Sendable (SandboxVendors) async -> Void)? = nil,
        on vendors: (@Sendable () -> SandboxVendors)? = nil
    ) {
        self.client = client
        self.keeping = keeping
        self.afterCreate = afterCreate
        self.vendors = vendors
    }

    func send(_ request: HTTPRequest) async throws(TransportFailure) -> Answer {
        var answer = try await client.send(request)
        if request.method == .post {
            if let afterCreate, let vendors { await afterCreate(vendors()) }
            return answer
        }
        guard var page = try? JSONReader.read(answer.body).objectValue, let items = page["results"]?.arrayValue else {
            return answer
        }
        page["results"] = .array(
            items.map { item in
                guard var review = item.objectValue, let name = review["name"]?.stringValue else { return item }
                review["name"] = .string(keeping(name))
                return .object(review)
            })
        answer.body = JSONWriter.write(.object(page))
        return answer
    }
}
