/// Why a text is no recurrence rule that can be used, and where.
package struct RecurrenceRuleError: Error, Hashable {
    /// What is wrong, without a full stop.
    package let message: String
    /// What to write instead, where that is known.
    package let fix: String?
    /// The place in the text that was read, in bytes of UTF-8; empty only where the text is.
    package let range: Range<Int>

    init(_ message: String, fix: String? = nil, at range: Range<Int>) {
        self.message = message
        self.fix = fix
        self.range = range
    }
}
