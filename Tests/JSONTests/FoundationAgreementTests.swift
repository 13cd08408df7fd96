import Foundation
import JSON
import Testing

/// Foundation's reader and writer as a second opinion, on values made at random from fixed seeds.
@Suite struct FoundationAgreementTests {
    @Test("what is written reads back as the same value, in either style", arguments: 1...60)
    func roundTrip(seed: UInt64) throws {
        let value = RandomValues(seed: seed).next(depth: 5)
        for style in [JSONWriter.Style.compact, .pretty] {
            for sortedKeys in [false, true] {
                let bytes = JSONWriter.write(value, style: style, sortedKeys: sortedKeys)
                let read = try JSONReader.read(bytes)
                #expect(read == value)
                #expect(JSONWriter.write(read, style: style, sortedKeys: sortedKeys) == bytes)
            }
        }
    }

    @Test("Foundation reads what is written as the same value", arguments: 1...60)
    func foundationReads(seed: UInt64) throws {
        let value = RandomValues(seed: seed).next(depth: 4)
        let data = Data(JSONWriter.write(value, style: .pretty))
        let mirrored = try JSONDecoder().decode(Mirrored.self, from: data).value
        #expect(mirrored == value.withIntegersAsDoubles)
    }

    @Test("what Foundation writes is read as the same value", arguments: 1...60)
    func foundationWrites(seed: UInt64) throws {
        let value = RandomValues(seed: seed).next(depth: 4)
        let encoder = JSONEncoder()
        if seed.isMultiple(of: 2) { encoder.outputFormatting = [.prettyPrinted, .sortedKeys] }
        let data = try encoder.encode(Mirrored(value: value))
        #expect(try JSONReader.read(Array(data)).withIntegersAsDoubles == value.withIntegersAsDoubles)
    }

    @Test("a document with one byte changed is refused, or read as Foundation reads it", arguments: 1...20)
    func mutations(seed: UInt64) throws {
        let values = RandomValues(seed: seed)
        let original = JSONWriter.write(values.next(depth: 3))
        let interesting = Array("\"\\{}[],:0123456789.eE+-tfn u\u{1}".utf8) + [0x80, 0xC3, 0xFF]
        for _ in 0..<40 {
            var bytes = original
            bytes[values.number(below: bytes.count)] = interesting[values.number(below: interesting.count)]
            guard let value = try? JSONReader.read(bytes) else { continue }
            let mirrored = try JSONDecoder().decode(Mirrored.self, from: Data(bytes)).value
            #expect(mirrored == value.withIntegersAsDoubles)
        }
    }
}

/// A value by way of Foundation's coders. They do not tell `1` from `1.0`, so every number that they read is a double.
private struct Mirrored: Codable {
    var value: JSONValue

    init(value: JSONValue) { self.value = value }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        if let container = try? decoder.container(keyedBy: Key.self) {
            let pairs = try container.allKeys.map {
                ($0.stringValue, try container.decode(Mirrored.self, forKey: $0).value)
            }
            value = .object(JSONObject(pairs))
        } else if var container = try? decoder.unkeyedContainer() {
            var elements: [JSONValue] = []
            while !container.isAtEnd { elements.append(try container.decode(Mirrored.self).value) }
            value = .array(elements)
        } else {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let bool = try? container.decode(Bool.self) {
                value = .bool(bool)
            } else if let double = try? container.decode(Double.self) {
                value = .double(double)
            } else {
                value = .string(try container.decode(String.self))
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch value {
        case .object(let object):
            var container = encoder.container(keyedBy: Key.self)
            for member in object.members {
                try container.encode(Mirrored(value: member.value), forKey: Key(stringValue: member.key))
            }
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(Mirrored(value: element)) }
        default:
            var container = encoder.singleValueContainer()
            switch value {
            case .bool(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .double(let value): try container.encode(value)
            case .string(let value): try container.encode(value)
            default: try container.encodeNil()
            }
        }
    }
}

extension JSONValue {
    fileprivate var withIntegersAsDoubles: JSONValue {
        switch self {
        case .integer(let value): .double(Double(value))
        case .array(let elements): .array(elements.map(\.withIntegersAsDoubles))
        case .object(let object):
            .object(JSONObject(object.members.map { ($0.key, $0.value.withIntegersAsDoubles) }))
        default: self
        }
    }
}

/// Values at random, the same for the same seed (SplitMix64).
private final class RandomValues {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
        return bits ^ bits >> 31
    }

    func number(below limit: Int) -> Int { Int(bits() % UInt64(limit)) }

    func next(depth: Int) -> JSONValue {
        switch number(below: depth > 0 ? 10 : 6) {
        case 0: .null
        case 1: .bool(bits() & 1 == 0)
        case 2: .integer(Int(truncatingIfNeeded: bits()) >> number(below: 64))
        case 3: .double(double())
        case 4, 5: .string(text())
        case 6, 7: .array((0..<number(below: 8)).map { _ in next(depth: depth - 1) })
        default: .object(JSONObject((0..<number(below: 24)).map { _ in (text(), next(depth: depth - 1)) }))
        }
    }

    private func double() -> Double {
        if bits() & 1 == 0 { return Double(number(below: 2_000_000) - 1_000_000) / 1000 }
        let double = Double(bitPattern: bits())
        return double.isFinite ? double : 0.1
    }

    private func text() -> String {
        let pieces = [
            "a", "B", "7", " ", "\"", "\\", "/", "\n", "\t", "\u{1}", "\u{7F}", "\u{85}", "é", "e\u{301}", "ß", "日本",
            "😀",
            "\u{2028}", "\u{202E}", "\u{FFFD}", "\u{10FFFF}", "reviewer_assignment_policy", "campaign", "\\u0041",
            "null",
        ]
        return (0..<number(below: 12)).map { _ in pieces[number(below: pieces.count)] }.joined()
    }
}
