/// Where the facts in the field tables are from, as `muster explain` says it.
enum FactSource {
    static let cakewalk = "docs.getcakewalk.io, POST /api/v1/AccessReviews"
    static let conductorOne = "ConductorOne's OpenAPI file, in ConductorOne/terraform-provider-conductorone"
    /// Guides and release notes.
    static let conductorOneGuides = "ConductorOne's documentation, in ConductorOne/docs"
    static let opal = "docs.opal.dev, POST /uar"
    static let opalRequests = "docs.opal.dev, POST /requests"
    static let opalNewest = "Opal's newest OpenAPI file, in opalsecurity/opal-python"
}
