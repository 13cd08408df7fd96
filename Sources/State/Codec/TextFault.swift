import Campaigns
import Diagnostics
import JSON

/// What is wrong with the text of a state or journal, and where in it.
struct TextFault: Error, Hashable {
    /// In one line without a full stop.
    var message: String
    var range: SourceRange
    /// Whether a later Muster wrote it, so that nothing is broken.
    var isNewer = false
}

extension TextFault {
    init(_ damage: Damage, in bytes: [UInt8]) {
        self.init(
            message: damage.message, range: JSONPlace(bytes[...]).range(of: damage.path), isNewer: damage.isNewer)
    }

    init(_ error: JSONError) {
        let place = SourcePosition(line: error.line, column: error.column, offset: error.offset)
        self.init(message: error.message, range: SourceRange(start: place, end: place))
    }
}

extension StateCoding {
    /// Why a state can't be read, where all that is known is the first byte that isn't as it would be written.
    static func explained(_ error: JSONError, in bytes: [UInt8]) -> TextFault {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONReader.read(bytes)
        } catch {
            var fault = TextFault(error)
            fault.message = "it is no JSON: \(error.message)"
            return fault
        }
        do throws(Damage) {
            var object = try StrictObject(value, at: JSONPath())
            try format.check(&object)
        } catch {
            return TextFault(error, in: bytes)
        }
        return TextFault(error)
    }

    /// Which part of a state isn't what its digest says.
    static func changed(_ contents: StateContents, in bytes: [UInt8]) -> TextFault {
        let digest = JSONPath().appending("digest")
        guard let record = contents.records.values.filter({ !$0.sent.isWhole }).min(by: { $0.address < $1.address })
        else {
            return TextFault(
                Damage(
                    "the contents are not those of their digest: they were changed by hand or are damaged", at: digest),
                in: bytes)
        }
        let path = JSONPath().appending("resources").appending(record.address.description).appending("digest")
        return TextFault(
            Damage("the calls of `\(record.address)` are not those of their digest", at: path), in: bytes)
    }
}
