/// What the work on one resource depends on beside its intent.
package struct Circumstances: Sendable {
    /// How what an earlier run began is declared now.
    package enum Declaration: Sendable, Hashable {
        case asBegun
        case differently
        case notAnyMore
    }

    package var declaration: Declaration
    /// As whom the platform is called, where the vendor says it.
    package var user: String?
    /// After how many seconds a vendor that has nothing yet will have nothing any more.
    package var settle: Double
    /// Whether the run waits for that; if not, a later run goes on.
    package var waitsToSettle: Bool
    /// Whether only a person may say what became of a call that can't be looked up.
    package var asksPerson: Bool
    /// Whether a person said that the creating call may be sent once more, however often it was.
    package var isRetryAllowed: Bool
    /// Why nothing of what an earlier run wrote down may be sent, in one line.
    package var shapeFault: String?

    package init(
        declaration: Declaration = .asBegun, user: String? = nil, settle: Double = 120,
        waitsToSettle: Bool = true, asksPerson: Bool = false, isRetryAllowed: Bool = false, shapeFault: String? = nil
    ) {
        self.declaration = declaration
        self.user = user
        self.settle = settle
        self.waitsToSettle = waitsToSettle
        self.asksPerson = asksPerson
        self.isRetryAllowed = isRetryAllowed
        self.shapeFault = shapeFault
    }
}
