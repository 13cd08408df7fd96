/// The openings of a cadence by their numbers: 0 is the first; where a month lacks the day, a number may have none.
struct CadenceOccurrences {
    let cadence: Schedule.Cadence
    let start: CivilDate
    let overflow: Schedule.Overflow

    /// The opening of that number, unless it is skipped.
    func occurrence(_ number: Int) -> Occurrence? {
        let step = cadence.step
        if step.days > 0 {
            let date = start.adding(days: number * step.days)
            return Occurrence(nominal: date, date: date)
        }
        let (years, month) = (start.month - 1 + number * step.months).flooredDivision(by: 12)
        let nominal = CivilDate(existingDay: start.day, month: month + 1, year: start.year + years)
        let length = CivilDate.days(inMonth: nominal.month, of: nominal.year)
        if start.day <= length { return Occurrence(nominal: nominal, date: nominal) }
        if overflow == .skip { return nil }
        return Occurrence(
            nominal: nominal, date: CivilDate(existingDay: length, month: nominal.month, year: nominal.year))
    }

    /// The greatest number whose opening is not after the date, by its month if it is skipped; negative before the first.
    func number(atOrBefore date: CivilDate) -> Int {
        let step = cadence.step
        if step.days > 0 { return date.days(since: start).flooredDivision(by: step.days).quotient }
        let months = (date.year - start.year) * 12 + date.month - start.month
        let number = months.flooredDivision(by: step.months).quotient
        // In its own month the day may still be to come.
        if let occurrence = occurrence(number), occurrence.date > date { return number - 1 }
        return number
    }

    /// How many openings come before that of the number.
    func count(before number: Int) -> Int {
        if cadence == .week || overflow == .clamp || start.day <= 28 { return max(0, number) }
        return (0..<max(0, number)).count { occurrence($0) != nil }
    }
}
