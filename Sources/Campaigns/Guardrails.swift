package import Diagnostics

/// The limits that a project sets itself: on a whole plan, which is refused, and on a single resource, which alone is held back.
package struct Guardrails: Sendable, Hashable {
    /// The most resources that one plan may create.
    package var maxCreates: Int
    /// Where the project says that; nothing where it leaves the default.
    package var maxCreatesLocation: SourceLocation?
    /// The same for each platform that has a limit of its own, by its name.
    package var maxPerPlatform: [String: PlatformLimit]
    /// The fewest days that must be left until a review is due when it is created.
    package var minReviewDays: Int
    /// The most days from a review's opening until it is due.
    package var maxReviewDays: Int?
    /// Whether every campaign must say what it is about.
    package var requiresDescription: Bool
    /// The labels that every campaign must have.
    package var requiredLabels: [String]
    /// Whether nothing may cover everything.
    package var forbidsAll: Bool
    /// Whether no review may let people review their own access.
    package var forbidsSelfReview: Bool
    /// The only platforms that anything may be created on; nothing for all.
    package var allowedPlatforms: [String]?
    /// Whether every name must be in the project's directory.
    package var requiresDirectory: Bool

    package init(
        maxCreates: Int = 25, maxCreatesLocation: SourceLocation? = nil, maxPerPlatform: [String: PlatformLimit] = [:],
        minReviewDays: Int = 0, maxReviewDays: Int? = nil, requiresDescription: Bool = false,
        requiredLabels: [String] = [],
        forbidsAll: Bool = false, forbidsSelfReview: Bool = false, allowedPlatforms: [String]? = nil,
        requiresDirectory: Bool = false
    ) {
        self.maxCreates = maxCreates
        self.maxCreatesLocation = maxCreatesLocation
        self.maxPerPlatform = maxPerPlatform
        self.minReviewDays = minReviewDays
        self.maxReviewDays = maxReviewDays
        self.requiresDescription = requiresDescription
        self.requiredLabels = requiredLabels
        self.forbidsAll = forbidsAll
        self.forbidsSelfReview = forbidsSelfReview
        self.allowedPlatforms = allowedPlatforms
        self.requiresDirectory = requiresDirectory
    }
}

/// How many creates are allowed on a platform, and where the project says so.
package struct PlatformLimit: Sendable, Hashable {
    package var maxCreates: Int
    package var location: SourceLocation

    package init(_ maxCreates: Int, at location: SourceLocation) {
        self.maxCreates = maxCreates
        self.location = location
    }
}
