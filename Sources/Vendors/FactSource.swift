/// Where the facts in the field tables are from.
enum FactSource {
    /// docs.getcakewalk.io: the reference of POST /api/v1/AccessReviews.
    static let cakewalk = "CK-docs"
    /// The vendor's own OpenAPI file, in ConductorOne/terraform-provider-conductorone.
    static let conductorOne = "C1-spec"
    /// ConductorOne/docs: guides and release notes.
    static let conductorOneGuides = "C1-docs"
    /// docs.opal.dev: the reference of POST /uar and POST /requests.
    static let opal = "OP-docs"
    /// The vendor's newest OpenAPI file, in opalsecurity/opal-python.
    static let opalNewest = "OP-new"
}
