/// 16 random bytes as hexadecimal digits.
@Sendable package func randomNonce() -> String {
    var generator = SystemRandomNumberGenerator()
    return (0..<32).map { _ in String(Int.random(in: 0..<16, using: &generator), radix: 16) }.joined()
}
