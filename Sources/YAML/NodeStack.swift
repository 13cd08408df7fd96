/// The children of the open collections. They are moved in and out and never copied, which matters for files of a
/// million nodes.
struct NodeStack: ~Copyable {
    private var base: UnsafeMutablePointer<YAMLNode>
    private var capacity: Int
    private(set) var count = 0

    init() {
        capacity = 64
        base = .allocate(capacity: capacity)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    mutating func push(_ node: consuming YAMLNode) {
        if count == capacity { grow() }
        (base + count).initialize(to: node)
        count += 1
    }

    /// Takes everything from `place` on: gives it to `body`, which must move all of it out.
    mutating func popAll<Result>(from place: Int, _ body: (UnsafeMutableBufferPointer<YAMLNode>) -> Result) -> Result {
        defer { count = place }
        return body(UnsafeMutableBufferPointer(start: base + place, count: count - place))
    }

    mutating func removeAll() {
        base.deinitialize(count: count)
        count = 0
    }

    private mutating func grow() {
        let larger = UnsafeMutablePointer<YAMLNode>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
