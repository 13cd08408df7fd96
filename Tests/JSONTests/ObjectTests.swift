import JSON
import Testing

@Suite struct ObjectTests {
    @Test("members keep the order in which they were first set", arguments: [3, 16, 17, 18, 200])
    func order(count: Int) {
        var object = JSONObject((0..<count).map { ("key \($0)", .integer($0)) })
        #expect(object.keys == (0..<count).map { "key \($0)" })
        object["key 1"] = "changed"
        object["key 0"] = nil
        object["new"] = .null
        #expect(object.keys == (1..<count).map { "key \($0)" } + ["new"])
        #expect(object["key 1"] == "changed")
        #expect(object["key 0"] == nil)
        #expect(object["new"] == .null)
    }

    @Test("of equal keys the last value stays, at the first one's place", arguments: [2, 16, 17, 18, 100])
    func repeatedKeys(count: Int) {
        let pairs = (0..<count).map { ("key \($0)", JSONValue.integer($0)) }
        let object = JSONObject(pairs + [("key 0", "last"), ("key \(count - 1)", "last"), ("extra", 1)])
        #expect(object.count == count + 1)
        #expect(object.keys.first == "key 0")
        #expect(object["key 0"] == "last")
        #expect(object["key \(count - 1)"] == "last")
    }

    @Test("objects are equal in any order of members, and hash alike")
    func equality() {
        let left: JSONObject = ["a": 1, "b": ["c": 2, "d": 3]]
        let right: JSONObject = ["b": ["d": 3, "c": 2], "a": 1]
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
        #expect(left != ["a": 1, "b": ["c": 2, "d": 4]])
        #expect(left != ["a": 1])
        #expect(left != ["a": 1, "c": ["c": 2, "d": 3]])
        #expect((["a": 1] as JSONObject) != ["a": 1.0])
    }
}
