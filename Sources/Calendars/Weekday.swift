/// A day of the week, numbered as in ISO 8601: Monday is 1.
package enum Weekday: Int, Sendable, CaseIterable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}
