import Calendars
import Campaigns
import Testing
import Transport

/// What the header `Date` of an answer says of a vendor's clock.
@Suite("A vendor's clock")
struct VendorClockTests {
    private static let date = Instant(seconds: 1_800_000_000)

    @Test("goes on from the answer, and shows between the earliest and the latest that it can")
    func bounds() {
        let clock = VendorClock(date: Self.date, sent: 100, received: 103)
        #expect(clock.earliest(at: 113) == Self.date.adding(seconds: 10))
        #expect(clock.latest(at: 113) == Self.date.adding(seconds: 14))
    }

    @Test(
        "is not known by what is no date",
        arguments: ["", "0", "99999999999999999999", "yesterday", "-5", "Fri, 31 Feb 2027 23:59:59 GMT"])
    func hostile(_ text: String) {
        #expect(VendorClock.date(in: Answer(status: 200, headers: [.init("Date", text)])) == nil)
    }

    @Test("is known by HTTP's own form, at any status")
    func known() {
        let answer = Answer(status: 500, headers: [.init("date", "Fri, 15 Jan 2027 08:00:00 GMT")])
        #expect(VendorClock.date(in: answer) == Self.date)
        #expect(VendorClock.date(in: Answer(status: 200)) == nil)
    }
}
