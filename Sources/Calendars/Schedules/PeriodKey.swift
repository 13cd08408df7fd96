extension Schedule {
    /// The key of the period that opens on that nominal day.
    func key(of nominal: CivilDate) -> String {
        guard case .every(let cadence) = recurrence else { return nominal.description }
        switch cadence {
        case .week:
            let week = nominal.week()
            return "\(week.year.padded(4))-W\(week.number.padded(2))"
        case .month: return "\(nominal.year.padded(4))-\(nominal.month.padded(2))"
        case .quarter: return "\(yearName(of: nominal))-Q\(monthOfYear(nominal) / 3 + 1)"
        case .halfYear: return "\(yearName(of: nominal))-H\(monthOfYear(nominal) / 6 + 1)"
        case .year: return yearName(of: nominal)
        }
    }

    /// What a period's key is made of: the year (`2027`, `FY2027`), its quarter (`Q1`) and the calendar month (`01`) of the nominal opening.
    package func parts(of period: Period) -> (year: String, quarter: String, month: String) {
        let nominal = period.nominal
        return (yearName(of: nominal), "Q\(monthOfYear(nominal) / 3 + 1)", nominal.month.padded(2))
    }

    /// 0 for the month with which the year of the keys begins.
    private func monthOfYear(_ date: CivilDate) -> Int { (date.month - fiscalYearStart + 12) % 12 }

    /// The calendar year, or the fiscal year, which is named by the calendar year in which it ends.
    private func yearName(of date: CivilDate) -> String {
        if fiscalYearStart == 1 { return date.year.padded(4) }
        return "FY" + (date.month >= fiscalYearStart ? date.year + 1 : date.year).padded(4)
    }
}
