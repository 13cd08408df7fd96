import Calendars
import Testing
import Transport

@Suite("Retry-After") struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT
    private let date = Instant(seconds: 784_111_777)

    @Test(
        "seconds are seconds",
        arguments: [("0", 0.0), ("120", 120), (" 7 ", 7), ("1.5", 1.5), ("99999999", 99_999_999)])
    func seconds(value: String, expected: Double) {
        #expect(RetryAfter.parse(value, now: date) == expected)
    }

    @Test(
        "a date in each of HTTP's forms is so many seconds ahead",
        arguments: [
            "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
            "Sun Nov 06 08:49:37 1994",
        ])
    func dates(value: String) {
        #expect(RetryAfter.parse(value, now: date.adding(seconds: -90)) == 90)
        #expect(RetryAfter.parse(value, now: Instant(seconds: date.seconds - 2, nanoseconds: 500_000_000)) == 1.5)
    }

    @Test("a date that has passed is no wait")
    func past() {
        #expect(RetryAfter.parse("Sun, 06 Nov 1994 08:49:37 GMT", now: date.adding(seconds: 1)) == 0)
    }

    @Test("the largest values are numbers that a clock can count with")
    func largest() throws {
        let digits = try #require(RetryAfter.parse("99999999999999999999", now: date))
        #expect(digits.isFinite && digits > 0)
        #expect(RetryAfter.parse("Fri, 31 Dec 9999 23:59:59 GMT", now: date) == 252_618_189_022)
    }

    @Test("a year of two digits is the one nearest to now")
    func twoDigits() {
        let now = Instant(seconds: 1_800_000_000)  // 2027
        let ahead = RetryAfter.parse("Friday, 15-Jan-27 08:01:00 GMT", now: now)
        #expect(ahead == 60)
        #expect(RetryAfter.parse("Friday, 15-Jan-99 08:01:00 GMT", now: now) == 0)
    }

    @Test(
        "anything else says nothing",
        arguments: [
            "", "soon", "-5", "-0", "+5", "-inf", "5, 5", "Sun, 06 Nov 1994 08:49:37 UTC",
            "Sun, 06 Nov 1994 08:49:37 +0100", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 10000 08:49:37 GMT", "1e9",
            "5s", ".5", "5.", "NaN", "inf", "0x10", "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
            "1994-11-06T08:49:37Z", "Sunday, 06-Nov-+4 08:49:37 GMT", "٥", "999999999999999999999999",
        ])
    func nonsense(value: String) {
        #expect(RetryAfter.parse(value, now: date) == nil)
    }
}
