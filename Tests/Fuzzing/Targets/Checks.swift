/// Stops the run, so that libFuzzer keeps the input, unless the condition holds.
func check(_ condition: Bool, _ message: @autoclosure () -> String) {
    if !condition { fatalError(message()) }
}

/// The value, where there must be one without an error.
func must<Value>(_ message: @autoclosure () -> String, _ body: () throws -> Value) -> Value {
    do { return try body() } catch { fatalError("\(message()): \(error)") }
}

extension UnsafeBufferPointer<UInt8> {
    /// A number that is another for most other inputs: where the same input must choose one of several things to do.
    var choice: UInt {
        var number: UInt = 0xCBF2_9CE4_8422_2325
        for byte in self { number = (number ^ UInt(byte)) &* 0x0000_0100_0000_01B3 }
        return number ^ number >> 32
    }
}
