import Applying
import Campaigns
import Sandbox
import Support
import Testing
import Transport
import Vendors

/// The stand-ins with a company, and a reader of each vendor's names.
struct DirectoryWorld {
    let clock = ManualClock(World.start, advancesItself: true)
    let vendors: SandboxVendors
    private let sessions: [String: VendorSession]

    /// - Parameter distorted: what is left of an answer, by its number from 0.
    init(
        _ company: Company = .acme, faults: SandboxFaults = SandboxFaults(),
        distorted: @escaping @Sendable (Int, Answer) -> Answer = { _, answer in answer }
    ) throws {
        vendors = try SandboxVendors(company: company, clock: clock, faults: faults)
        sessions = try World.sessions(DistortingClient(SandboxHTTPClient(vendors), distorted), clock)
    }

    func findings(
        of names: Set<DirectoryName>, at vendor: Vendor
    ) async throws -> [DirectoryName: DirectoryFinding] {
        let session = try #require(sessions[vendor.rawValue])
        let reader = DirectoryReader(
            session, clock: clock, patience: .init(jitter: { 0.5 }), parallel: 8, interruption: Interruption())
        return await reader.findings(of: names)
    }

    func finding(of name: DirectoryName, at vendor: Vendor) async throws -> DirectoryFinding {
        try #require(try await findings(of: [name], at: vendor)[name])
    }

    /// How many requests there were, without sign-ins.
    var calls: Int { get async { await vendors.requests.count { !$0.path.hasSuffix("/token") } } }
}

extension Company {
    /// A company at one vendor.
    static func of(_ vendor: Vendor, users: [User] = [], _ items: [DirectoryName.Kind: [Item]] = [:]) -> Company {
        Company([vendor: Directory(users: users, items: items)])
    }

    /// People who are there, by address; the vendor's word for that is its own.
    static func users(_ emails: [String], at vendor: Vendor) -> [User] {
        let status: [Vendor: String] = [.cakewalk: "Active", .conductorone: "ENABLED", .opal: "ACTIVE"]
        return emails.enumerated().map { User(id($0), "A Person", $1, status[vendor] ?? "") }
    }

    /// A thing of each kind that the vendor knows by that name; what is named within an app belongs to one that is called `App`.
    static func named(_ name: String, at vendor: Vendor) -> (company: Company, names: [DirectoryName: String]) {
        var items: [DirectoryName.Kind: [Item]] = [.app: [Item(id(900), "App")]]
        var names: [DirectoryName: String] = [:]
        for (number, kind) in vendor.directory.kinds.enumerated() {
            let app = kind.isWithinApp ? "App" : nil
            names[DirectoryName(kind, name, app: app)] = id(kind == .user ? 0 : number + 1)
            if kind == .user { continue }
            let type = kind == .policy ? "POLICY_TYPE_CERTIFY" : nil
            items[kind, default: []].append(Item(id(number + 1), name, appID: app.map { _ in id(900) }, type: type))
        }
        return (of(vendor, users: users([name], at: vendor), items), names)
    }

    /// An id that every vendor may give.
    static func id(_ number: Int) -> String {
        "5a0c2c0e-3b1c-4d8e-9a70-" + String(String(1_000_000_000_000 + number).suffix(12))
    }
}
