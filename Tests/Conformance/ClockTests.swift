import Applying
import Calendars
import Campaigns
import Diagnostics
import Sandbox
import Support
import Testing
import Transport

/// Reviews are opened by the clock of the machine that applies.
@Suite("A clock that is wrong")
struct ClockTests {
    private static let opening = """
        campaign: c
        name: Quarterly review
        opens: 2027-01-02
        due: 2027-03-29
        reviews:
          opal:
            reviewer_assignment_policy: BY_MANAGER
            send_reviewer_assignment_notification: true
            time_zone: Europe/Berlin
            self_review_allowed: false
            uar_scope: { names: [prod] }
          cakewalk:
            accessReviewType: Manager
            createdByUserId: 5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b111
            workAppIds: [5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b112]

        """

    private func apply(_ campaign: String, ahead seconds: Double, isDated: Bool = true) async throws -> (
        ApplyResult, made: Int
    ) {
        let world = try await World()
        let ours = OwnClock(world.clock)
        ours.set(to: seconds)
        let client = DistortingClient(SandboxHTTPClient(world.vendors)) { _, answer in
            var answer = answer
            if !isDated { answer.headers.removeAll { $0.name == "Date" } }
            return answer
        }
        let result = try await world.apply(campaign, through: client, clock: ours)
        return (result, await world.made)
    }

    private func warnings(_ result: ApplyResult) -> [Diagnostic] {
        result.faults.filter { $0.severity == .warning && $0.code == .clocksApart }
    }

    @Test("a few minutes are nothing", arguments: [0.0, 240.0, -240.0])
    func close(_ seconds: Double) async throws {
        let (result, made) = try await apply(Self.opening, ahead: seconds)
        #expect(result.count(of: .created) == 2 && made == 2 && result.faults.isEmpty, "\(result.faults)")
    }

    @Test("up to a day is warned of, once a platform", arguments: [3600.0, -3600.0, 80_000.0, -80_000.0])
    func apart(_ seconds: Double) async throws {
        let (result, made) = try await apply(Self.opening, ahead: seconds)
        #expect(result.count(of: .created) == 2 && made == 2)
        #expect(warnings(result).count == 2, "\(result.faults)")
        #expect(warnings(result).allSatisfy { $0.message.contains(seconds > 0 ? "ahead of" : "behind") })
    }

    @Test("more than a day holds back what would be created", arguments: [90_000.0, 2_592_000.0])
    func far(_ seconds: Double) async throws {
        let (result, made) = try await apply(Self.opening, ahead: seconds)
        #expect(result.count(of: .failed) == 2 && made == 0, "\(result.outcomes)")
        #expect(result.faults.allSatisfy { $0.code == .clocksApart && $0.message.contains("ahead of") })
    }

    @Test("where no answer says the vendor's time, that is warned of and nothing is held back")
    func undated() async throws {
        let (result, made) = try await apply(Self.opening, ahead: 0, isDated: false)
        #expect(result.count(of: .created) == 2 && made == 2)
        #expect(warnings(result).count == 2, "\(result.faults)")
    }

    @Test("what no clock opens is created whatever the clock says", arguments: [90_000.0, -90_000.0])
    func unopened(_ seconds: Double) async throws {
        let (result, made) = try await apply(
            Self.opening.replacing("opens: 2027-01-02\n", with: ""), ahead: seconds)
        #expect(result.count(of: .created) == 2 && made == 2 && result.faults.isEmpty, "\(result.faults)")
    }
}
