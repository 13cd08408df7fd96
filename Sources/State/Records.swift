package import Campaigns

/// The records of a state, by address. They are large, so that the table holds references to them, and is small when it grows.
package struct Records: Sendable {
    package final class Box: Sendable {
        package let record: Record

        fileprivate init(_ record: Record) { self.record = record }
    }

    private var boxes: [Address: Box]

    package init(_ records: [Address: Record] = [:]) { boxes = records.mapValues(Box.init) }

    package subscript(address: Address) -> Record? {
        get { boxes[address]?.record }
        set { boxes[address] = newValue.map(Box.init) }
    }

    /// A record where it stands: to look at one property of very many, none need be copied.
    package subscript(index: Dictionary<Address, Box>.Index) -> Box { boxes.values[index] }

    package var keys: Dictionary<Address, Box>.Keys { boxes.keys }
    /// In the order of the keys.
    package var values: LazyMapCollection<Dictionary<Address, Box>.Values, Record> { boxes.values.lazy.map(\.record) }
    package var indices: DefaultIndices<[Address: Box]> { boxes.indices }
    package var count: Int { boxes.count }
    package var isEmpty: Bool { boxes.isEmpty }

    mutating func reserveCapacity(_ count: Int) { boxes.reserveCapacity(count) }
}

extension Records: Hashable {
    package static func == (left: Records, right: Records) -> Bool {
        left.count == right.count
            && left.boxes.allSatisfy { address, box in
                guard let other = right.boxes[address] else { return false }
                return box === other || box.record == other.record
            }
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(boxes.mapValues(\.record)) }
}

extension Records: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (Address, Record)...) {
        self.init(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}
