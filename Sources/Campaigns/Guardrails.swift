package import Diagnostics

/// The limits that a project sets itself.
package struct Guardrails: Sendable, Hashable {
    /// The most resources that one plan may create; more refuses the whole plan.
    package var maxCreates: Int
    /// Where the project says that; nothing where it leaves the default.
    package var maxCreatesLocation: SourceLocation?
    /// The fewest days that must be left until a review is due when it is created; less holds back that review.
    package var minReviewDays: Int
    /// Whether every name must be in the project's directory.
    package var requiresDirectory: Bool

    package init(
        maxCreates: Int = 25, maxCreatesLocation: SourceLocation? = nil, minReviewDays: Int = 0,
        requiresDirectory: Bool = false
    ) {
        self.requiresDirectory = requiresDirectory
        self.maxCreates = maxCreates
        self.maxCreatesLocation = maxCreatesLocation
        self.minReviewDays = minReviewDays
    }
}
