import Campaigns
import JSON

/// What state has of a kind that this Muster does not know: it is kept as it stands, and nothing is done about it.
package struct UnknownKind: Sendable, Hashable {
    /// Such as `vendor.review`, as it stands.
    package let kind: String
    package let platform: String
    package let vendorID: String?
    /// A record or an intent, without its address.
    let json: JSONValue

    private init?(_ json: JSONValue) {
        guard let kind = json["kind"]?.stringValue, Kind(rawValue: kind) == nil,
            let platform = json["platform"]?.stringValue
        else { return nil }
        self.kind = kind
        self.platform = platform
        vendorID = json["id"]?.stringValue ?? json["progress"]?["made"]?["id"]?.stringValue
        self.json = json
    }

    /// Reads what comes next by `read`, or, where that fails for its kind alone, as what is kept.
    static func reading<Known>(
        _ reader: inout CanonicalReader, _ read: (inout CanonicalReader) throws(JSONError) -> Known
    ) throws(JSONError) -> Either<Known> {
        let start = reader
        do throws(JSONError) {
            return .known(try read(&reader))
        } catch {
            reader = start
            guard let json = try? reader.value(), let other = UnknownKind(json) else { throw error }
            return .unknown(other)
        }
    }

    enum Either<Known> {
        case known(Known)
        case unknown(UnknownKind)
    }
}
