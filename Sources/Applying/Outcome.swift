package import Diagnostics

/// How the work on one resource ended in this run.
package struct Outcome: Sendable, Hashable {
    package enum Result: String, Sendable, Hashable, CaseIterable {
        /// It exists as it was declared, and state says so.
        case created
        /// What an earlier run began is finished, and state says so.
        case resumed
        /// A call of an earlier try had its effect: it was found at the vendor, and state says so.
        case recovered
        /// Its record has another address now; nothing was sent.
        case moved
        /// It is certain that nothing was made, or that what was made can be finished by a later run.
        case failed
        /// Whether something was made, or whether it is what was declared, is not known: a person must look.
        case unknown
        /// The vendor has what may be it, or may be somebody else's: a person must say which.
        case ambiguous
        /// Whether something was made is not known yet, and it is too early to ask again: a later run goes on.
        case waiting
        /// An interrupt came before anything was certain to be made; a later run does it.
        case interrupted
    }

    /// What the outcome means for other resources of the platform.
    package enum PlatformEffect: Sendable, Hashable {
        case none
        /// The vendor answered 403; two in a row stop the platform.
        case forbidden
        /// Nothing more can succeed there.
        case stops
    }

    package var result: Result
    package var vendorID: String?
    /// What happened, in one line; nothing where all went well.
    package var message: String?
    package var code: DiagnosticCode?
    package var platformEffect: PlatformEffect

    package init(
        _ result: Result, vendorID: String? = nil, message: String? = nil, code: DiagnosticCode? = nil,
        platformEffect: PlatformEffect = .none
    ) {
        self.result = result
        self.vendorID = vendorID
        self.message = message
        self.code = code
        self.platformEffect = platformEffect
    }
}
