import Campaigns
import Vendors

/// The fields of one kind, to be found by name.
final class FieldTable: Sendable {
    let fields: [Field]
    /// The place of each among `fields`.
    let places: [String: Int]
    /// The field that says in which zone the vendor reads dates.
    let timeZone: Field?

    private init(_ kind: Kind) {
        fields = kind.vendorKind.fields
        places = Dictionary(
            fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        timeZone = fields.first { if case .timeZone = $0.type { true } else { false } }
    }

    private static let cakewalkAccessReview = FieldTable(.cakewalkAccessReview)
    private static let conductorOneAccessReview = FieldTable(.conductorOneAccessReview)
    private static let opalUAR = FieldTable(.opalUAR)
    private static let opalRequest = FieldTable(.opalRequest)

    static func of(_ kind: Kind) -> FieldTable {
        switch kind {
        case .cakewalkAccessReview: cakewalkAccessReview
        case .conductorOneAccessReview: conductorOneAccessReview
        case .opalUAR: opalUAR
        case .opalRequest: opalRequest
        }
    }
}
