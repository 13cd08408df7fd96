/// The limits that a project sets itself.
package struct Guardrails: Sendable, Hashable {
    /// The most resources that one plan may create; more refuses the whole plan.
    package var maxCreates: Int
    /// The fewest days that must be left until a review is due when it is created; less holds back that review.
    package var minReviewDays: Int

    package init(maxCreates: Int = 25, minReviewDays: Int = 0) {
        self.maxCreates = maxCreates
        self.minReviewDays = minReviewDays
    }
}
