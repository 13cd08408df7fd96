import Calendars
import Campaigns
import Diagnostics
import JSON

/// The rules of `grantsByCriteria` beyond holding something.
enum ConductorOneGrantRules {
    static func check(_ criteria: JSONObject, at path: FieldPath, _ faults: inout Faults) {
        if let filter = criteria.given("accessProfileFilter")?.objectValue {
            checkProfiles(filter, at: path.appending("accessProfileFilter"), &faults)
        }
        if let period = criteria.given("grantsAddedBetween")?.objectValue {
            checkPeriod(period, at: path.appending("grantsAddedBetween"), &faults)
        }
    }

    /// Each list of profiles is read under one type of filter only.
    private static func checkProfiles(_ filter: JSONObject, at path: FieldPath, _ faults: inout Faults) {
        let type = filter.given("filterType")?.stringValue ?? ""
        for (list, word) in [
            ("includedAccessProfileIds", "INCLUDE_SPECIFIC"), ("excludedAccessProfileIds", "EXCLUDE_SPECIFIC"),
        ] {
            let needed = "ACCESS_PROFILE_FILTER_TYPE_" + word
            if type == needed, filter.given(list) == nil {
                faults.wide(
                    at: path.appending("filterType"), "`\(type)` needs `\(list)`, and filters nothing without",
                    fix: "add `\(list)`")
            }
            if type != needed, filter.given(list) != nil {
                faults.add(
                    .missingRequiredPartner, at: path.appending(list),
                    "`\(list)` counts only under `filterType: \(needed)`",
                    fix: "set that type, or remove the list")
            }
        }
    }

    /// What an open end means is not documented.
    private static func checkPeriod(_ period: JSONObject, at path: FieldPath, _ faults: inout Faults) {
        let dates = ["startDate", "endDate"].map { period.given($0)?.stringValue }
        switch (dates[0], dates[1]) {
        case (nil, nil): break
        case (let start?, let end?):
            guard let start = Instant(rfc3339: start), let end = Instant(rfc3339: end), start >= end else { return }
            faults.add(
                .invalidValue, at: path.appending("endDate"), "the period ends before it begins",
                fix: "set `endDate` after `startDate`")
        case (let start, _):
            let missing = start == nil ? "startDate" : "endDate"
            faults.wide(
                at: path, "`\(path)` has no `\(missing)`, and what that means is not documented",
                fix: "add `\(missing)`")
        }
    }
}
