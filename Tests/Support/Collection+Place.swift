/// A list or a text is shorter than a test takes it for.
package struct NoSuchPlace: Error, CustomStringConvertible {
    package let description: String
}

extension RandomAccessCollection {
    /// The element at a place, counted from 0. Where there are fewer, this test fails and the others run; a subscript would end them all.
    package func at(_ place: Int) throws(NoSuchPlace) -> Element {
        guard place >= 0, place < count else {
            throw NoSuchPlace(description: "there is no place \(place) in \(Array(self))")
        }
        return self[index(startIndex, offsetBy: place)]
    }
}

extension MutableCollection where Self: RandomAccessCollection {
    /// The element at a place, counted from 0, to be changed if it is there.
    package subscript(ifThere place: Int) -> Element? {
        get { try? at(place) }
        set {
            guard let newValue, place >= 0, place < count else { return }
            self[index(startIndex, offsetBy: place)] = newValue
        }
    }
}
