/// A stable name for a sort of fault, such as `M0203`. A code is never used again for another fault.
package struct DiagnosticCode: Sendable, Hashable {
    package let rawValue: String
    /// What the code stands for, in a line.
    package let summary: String

    private init(_ rawValue: String, _ summary: String) {
        self.rawValue = rawValue
        self.summary = summary
    }
}

// MARK: M01xx: the text of a file

extension DiagnosticCode {
    package static let yamlSyntax = DiagnosticCode("M0101", "The file is not well-formed YAML.")
    package static let invalidUTF8 = DiagnosticCode("M0102", "The file is not valid UTF-8.")
    package static let fileTooLarge = DiagnosticCode("M0103", "The file is larger than 4 MiB.")
    package static let tooDeep = DiagnosticCode("M0104", "Nesting is deeper than 64 levels.")
    package static let tooManyNodes = DiagnosticCode(
        "M0105", "A document has more than 100,000 nodes, or 4 MiB of repeated text, once aliases are expanded.")
    package static let undefinedAlias = DiagnosticCode(
        "M0106", "An alias names an anchor that is not defined before it.")
    package static let recursiveAlias = DiagnosticCode("M0107", "An alias stands inside the node that it names.")
    package static let duplicateKey = DiagnosticCode("M0108", "A mapping has the same key twice.")
    package static let invalidMerge = DiagnosticCode(
        "M0109", "`<<` merges something that is not a mapping or a list of mappings.")
    package static let unsupportedTag = DiagnosticCode("M0110", "A tag other than YAML's own core tags is used.")
    package static let complexKey = DiagnosticCode("M0111", "A mapping's key is not a plain scalar.")
    package static let unreadableFile = DiagnosticCode("M0112", "A file or folder can't be read.")
    package static let outsideProject = DiagnosticCode(
        "M0113", "A link leads out of the project or to something that is no regular file.")
    package static let noCampaignFile = DiagnosticCode(
        "M0114", "A file named to `validate` is no campaign file of the project.")
}

// MARK: M02xx: campaigns

extension DiagnosticCode {
    package static let missingCampaign = DiagnosticCode("M0201", "A document has no `campaign`, or is no mapping.")
    package static let unknownKey = DiagnosticCode("M0202", "A key that Muster does not know.")
    package static let unknownField = DiagnosticCode("M0203", "A field that the vendor's call does not have.")
    package static let wrongType = DiagnosticCode("M0204", "A value of the wrong type.")
    package static let missingField = DiagnosticCode("M0205", "A field that must be given is missing.")
    package static let invalidName = DiagnosticCode(
        "M0206", "A campaign's or review's key breaks the grammar of names.")
    package static let duplicateCampaign = DiagnosticCode("M0207", "Two documents have the same `campaign`.")
    package static let emptyCampaign = DiagnosticCode("M0208", "A campaign has neither reviews nor requests.")
    package static let duplicateReview = DiagnosticCode("M0209", "A key stands both in `reviews` and in `requests`.")
    package static let unknownPlatform = DiagnosticCode(
        "M0210", "A review names a platform that `muster.yaml` does not have.")
    package static let platformMismatch = DiagnosticCode(
        "M0211", "A key that is a platform's name is used for another platform.")
    package static let wrongKind = DiagnosticCode(
        "M0212", "A kind that does not exist, or not on that platform, or not in that block.")
    package static let invalidDate = DiagnosticCode("M0213", "Not a date, an RFC 3339 instant or a duration.")
    package static let invalidTimeZone = DiagnosticCode("M0214", "Not a time zone of the IANA database.")
    package static let pastDue = DiagnosticCode("M0215", "The due date has passed and the review was never created.")
    package static let dueBeforeOpening = DiagnosticCode("M0216", "The due date is not after the opening.")
    package static let unknownReference = DiagnosticCode("M0217", "A `${...}` reference that does not exist.")
    package static let forbiddenCharacter = DiagnosticCode(
        "M0218", "A control character or bidirectional override in a string for a vendor.")
    package static let invalidValue = DiagnosticCode("M0219", "A value that breaks the field's constraint.")
    package static let unknownEnumValue = DiagnosticCode("M0220", "A value that is not among those of the field.")
    package static let exclusiveFields = DiagnosticCode("M0221", "Fields of which only one may be given.")
    package static let widerThanWritten = DiagnosticCode("M0222", "A scope that would mean more than what is written.")
    package static let pastStart = DiagnosticCode("M0223", "A constant start that has passed.")
    package static let missingRequiredPartner = DiagnosticCode("M0224", "A field that needs another beside it.")
    package static let duplicateVendorName = DiagnosticCode(
        "M0225", "Two reviews of one platform would have the same name at the vendor.")
    package static let deprecatedField = DiagnosticCode("M0226", "A field that the vendor has deprecated.")
    package static let invalidFormer = DiagnosticCode(
        "M0227", "A `formerly` that names no address, one that is declared, or one that another review names.")
    package static let invalidSchedule = DiagnosticCode("M0228", "A `schedule` that can't be followed.")
    package static let constantInSchedule = DiagnosticCode(
        "M0229", "A name or date that is the same in every period of a schedule.")
    package static let slowCadence = DiagnosticCode(
        "M0230", "A schedule slower than the custom of the framework that a label names.")
    package static let selfReview = DiagnosticCode("M0231", "A review in which people review their own access.")
    package static let dueOnWeekend = DiagnosticCode("M0232", "A review that is due on a weekend.")
    package static let longReview = DiagnosticCode("M0233", "A review that is open for more than 30 days.")
    package static let unfittingName = DiagnosticCode(
        "M0234", "A name of someone or something where the field, or the vendor, takes none of that kind.")
    package static let unknownName = DiagnosticCode(
        "M0235", "A name that the project's directory does not have, and has to.")
    package static let reviewCycle = DiagnosticCode("M0236", "Reviews that take each other's ids.")
    package static let unfitName = DiagnosticCode(
        "M0237", "A name with a character that vendors keep otherwise, or that nobody sees.")
}

// MARK: M03xx: muster.yaml

extension DiagnosticCode {
    package static let noProject = DiagnosticCode("M0301", "There is no `muster.yaml`.")
    package static let unsupportedVersion = DiagnosticCode(
        "M0302", "A `version` of `muster.yaml` that this Muster does not read.")
    package static let invalidLineage = DiagnosticCode("M0303", "A `lineage` that `muster init` can't have written.")
    package static let unknownVendor = DiagnosticCode("M0304", "A platform of no known vendor.")
    package static let invalidBaseURL = DiagnosticCode("M0305", "A `baseURL` that can't be used.")
    package static let invalidCredentials = DiagnosticCode(
        "M0306", "Credentials that are not named as this vendor needs them.")
    package static let invalidGlob = DiagnosticCode("M0307", "An `include` pattern that can't be used.")
    package static let notYetEffective = DiagnosticCode("M0308", "A setting that is checked but has no effect yet.")
    package static let ambiguousCredentials = DiagnosticCode(
        "M0309", "Several platforms of one vendor share variables.")
    package static let unusedGlob = DiagnosticCode("M0310", "An `include` pattern that takes no campaign file.")
    package static let notDisableable = DiagnosticCode(
        "M0311", "`lint` switches off what is no warning about habits.")
    package static let invalidDirectory = DiagnosticCode(
        "M0312", "`muster.directory.yaml` holds what `muster resolve` can't have written.")
    package static let reservedVariable = DiagnosticCode(
        "M0315", "A variable that Muster itself reads, named for a credential.")
}

// MARK: M04xx: state and plan files

extension DiagnosticCode {
    package static let stateMissing = DiagnosticCode("M0401", "There is no state file.")
    package static let stateDamaged = DiagnosticCode("M0402", "The state file can't be read as one.")
    package static let stateOtherLineage = DiagnosticCode("M0403", "The state file belongs to another lineage.")
    package static let stateOtherWorld = DiagnosticCode(
        "M0404", "The state file belongs to another world: sandbox or real.")
    package static let stateNewer = DiagnosticCode("M0405", "The state file was written by a newer Muster.")
    package static let journalDamaged = DiagnosticCode("M0406", "The journal is damaged before its end.")
    package static let journalMismatch = DiagnosticCode("M0407", "The journal does not belong to this state.")
    package static let stateUnwritable = DiagnosticCode("M0408", "State or journal can't be written.")
    package static let stateLocked = DiagnosticCode("M0409", "Another Muster holds the state.")
    package static let invalidPlanFile = DiagnosticCode("M0410", "A saved plan that can't be used.")
    package static let stalePlan = DiagnosticCode("M0411", "The saved plan no longer says what would be done.")
    package static let noLineage = DiagnosticCode("M0412", "`muster.yaml` names no lineage.")
    package static let unknownAddress = DiagnosticCode("M0413", "State has no such address.")
    package static let stillDeclared = DiagnosticCode("M0414", "The address is still declared.")
    package static let notAcceptable = DiagnosticCode("M0415", "A declaration that state can't take over.")
    package static let intentShape = DiagnosticCode(
        "M0416", "State has something as begun that no Muster can have begun so: nothing is sent for it.")
    package static let unsettledCall = DiagnosticCode(
        "M0417", "A call whose answer was lost may still have its effect.")
}

// MARK: M05xx: planning

extension DiagnosticCode {
    package static let tooManyCreates = DiagnosticCode(
        "M0501", "More would be created than `guardrails.maxCreates` allows.")
    package static let heldBack = DiagnosticCode("M0502", "A review is held back by a limit or a date of its own.")
    package static let missedReview = DiagnosticCode("M0503", "A review fell due before it was created.")
    package static let nameTaken = DiagnosticCode(
        "M0504", "Another address has a review of the same name on that platform.")
    package static let addressReused = DiagnosticCode("M0505", "The address belongs to a review that is over.")
    package static let otherHost = DiagnosticCode("M0506", "The platform's host is another than the one in state.")
    package static let blockedMove = DiagnosticCode("M0507", "What state has under a former address can't be moved.")
    package static let nothingSelected = DiagnosticCode("M0508", "`--only` matches no address.")
    package static let missedPeriod = DiagnosticCode(
        "M0509", "A period of a schedule was not created in time, and is passed over.")
    package static let tooLittleAfterFreeze = DiagnosticCode(
        "M0510", "A freeze leaves a review less time than the project wants.")
    package static let otherDirectoryID = DiagnosticCode(
        "M0511", "The directory has another id for a name than a review was created with.")
    package static let missingReview = DiagnosticCode(
        "M0512", "A review needs the id of another one that is not there.")
    package static let tooManyOnPlatform = DiagnosticCode(
        "M0513", "More would be created on a platform than `guardrails.maxPerPlatform` allows.")
    package static let unfitLength = DiagnosticCode(
        "M0514", "A review that would be open for fewer or more days than the guardrails allow.")
    package static let missingDescription = DiagnosticCode(
        "M0515", "A campaign without the description that `guardrails.requireDescription` wants.")
    package static let missingLabel = DiagnosticCode(
        "M0516", "A campaign without a label that `guardrails.requireLabels` wants.")
    package static let forbiddenAll = DiagnosticCode(
        "M0517", "A review of everything, which `guardrails.forbidAll` refuses.")
    package static let forbiddenSelfReview = DiagnosticCode(
        "M0518", "A review of one's own access, which `guardrails.forbidSelfReview` refuses.")
    package static let platformNotAllowed = DiagnosticCode(
        "M0519", "A platform that is not among `guardrails.allowedPlatforms`.")
    package static let notAccepted = DiagnosticCode(
        "M0520", "A platform's host is not the vendor's, or a variable is not, and nobody has accepted that.")
}

// MARK: M06xx: applying

extension DiagnosticCode {
    package static let refusedByVendor = DiagnosticCode("M0601", "The vendor refused the call.")
    package static let outcomeUnknown = DiagnosticCode("M0602", "Whether the vendor acted on the call is not known.")
    package static let missingCredential = DiagnosticCode(
        "M0603", "A variable with a credential is not set or can't be used.")
    package static let signInRefused = DiagnosticCode("M0604", "The vendor refused the sign-in.")
    package static let platformStopped = DiagnosticCode("M0605", "The platform was stopped after an earlier refusal.")
    package static let notSent = DiagnosticCode("M0606", "The call could not be sent.")
    package static let networkSetting = DiagnosticCode(
        "M0607", "A variable that says how vendors are reached can't be used.")
    package static let notListed = DiagnosticCode("M0608", "What the vendor has can't be listed.")
    package static let ambiguousReview = DiagnosticCode("M0609", "The vendor has what may be the review, or another's.")
    package static let otherAccount = DiagnosticCode(
        "M0610", "The credential belongs to another account than state knows.")
    package static let nameNotFound = DiagnosticCode("M0611", "The vendor has nothing of that name.")
    package static let ambiguousName = DiagnosticCode("M0612", "The vendor has several of that name.")
    package static let unusableName = DiagnosticCode(
        "M0613", "A name stands for someone or something that is disabled or gone.")
    package static let clocksApart = DiagnosticCode(
        "M0615",
        "This machine's clock, by which reviews are opened, and the vendor's are apart, or the vendor says no time.")
    package static let otherID = DiagnosticCode("M0614", "A name has another id at the vendor than in the directory.")
}

extension DiagnosticCode {
    /// Every code, in order.
    package static let all: [DiagnosticCode] = [
        yamlSyntax, invalidUTF8, fileTooLarge, tooDeep, tooManyNodes, undefinedAlias, recursiveAlias, duplicateKey,
        invalidMerge,
        unsupportedTag, complexKey, unreadableFile, outsideProject,
        noCampaignFile,
        missingCampaign, unknownKey, unknownField, wrongType, missingField, invalidName, duplicateCampaign,
        emptyCampaign,
        duplicateReview, unknownPlatform, platformMismatch, wrongKind, invalidDate, invalidTimeZone, pastDue,
        dueBeforeOpening,
        unknownReference, forbiddenCharacter, invalidValue, unknownEnumValue, exclusiveFields, widerThanWritten,
        pastStart,
        missingRequiredPartner, duplicateVendorName, deprecatedField, invalidFormer, invalidSchedule,
        constantInSchedule, slowCadence, selfReview, dueOnWeekend, longReview, unfittingName, unknownName, reviewCycle,
        unfitName,
        noProject, unsupportedVersion, invalidLineage, unknownVendor, invalidBaseURL, invalidCredentials, invalidGlob,
        notYetEffective, ambiguousCredentials, unusedGlob, notDisableable, invalidDirectory,
        reservedVariable,
        stateMissing, stateDamaged, stateOtherLineage, stateOtherWorld, stateNewer, journalDamaged, journalMismatch,
        stateUnwritable,
        stateLocked, invalidPlanFile, stalePlan, noLineage, unknownAddress, stillDeclared, notAcceptable, intentShape,
        unsettledCall,
        tooManyCreates, heldBack, missedReview, nameTaken, addressReused, otherHost, blockedMove,
        nothingSelected, missedPeriod, tooLittleAfterFreeze, otherDirectoryID, missingReview,
        tooManyOnPlatform, unfitLength, missingDescription, missingLabel, forbiddenAll, forbiddenSelfReview,
        platformNotAllowed, notAccepted,
        refusedByVendor, outcomeUnknown, missingCredential, signInRefused, platformStopped, notSent,
        networkSetting, notListed, ambiguousReview, otherAccount, nameNotFound, ambiguousName, unusableName, otherID,
        clocksApart,
    ]
}
