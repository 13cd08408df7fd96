import JSON

/// Why a JSON value isn't what a state or journal holds, and where in it.
struct Damage: Error, Hashable {
    var path: JSONPath
    /// What is wrong, in one line without a full stop.
    var message: String
    /// Whether a later Muster wrote it, so that nothing is broken.
    var isNewer = false

    init(_ message: String, at path: JSONPath, isNewer: Bool = false) {
        self.path = path
        self.message = message
        self.isNewer = isNewer
    }
}

/// The way from a JSON text's outermost value down to one of its parts.
struct JSONPath: Sendable, Hashable {
    enum Element: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    var elements: [Element] = []

    func appending(_ key: String) -> JSONPath { JSONPath(elements: elements + [.key(key)]) }
    func appending(_ index: Int) -> JSONPath { JSONPath(elements: elements + [.index(index)]) }
}
