import Foundation
import Testing

/// GitHub's expressions, as far as our workflow has them: `||`, `&&`, `!`, `==`, `!=`, texts, contexts and functions without arguments.
struct PipelineExpression {
    private var tokens: ArraySlice<String>
    private let value: (String) throws -> String

    /// - Parameter value: what a context such as `github.ref` or a function such as `always()` gives.
    static func evaluate(_ text: String, _ value: @escaping (String) throws -> String) throws -> String {
        var expression = PipelineExpression(tokens: tokens(of: text)[...], value: value)
        let result = try expression.alternatives()
        try #require(expression.tokens.isEmpty, "\(text)")
        return result
    }

    /// Replaces each `${{ }}`.
    static func expand(_ text: String, _ value: @escaping (String) throws -> String) throws -> String {
        var result = ""
        var rest = text[...]
        while let start = rest.range(of: "${{") {
            let end = try #require(rest[start.upperBound...].range(of: "}}"))
            result += rest[..<start.lowerBound]
            result += try evaluate(String(rest[start.upperBound..<end.lowerBound]), value)
            rest = rest[end.upperBound...]
        }
        return result + rest
    }

    /// What GitHub takes for true.
    static func isTrue(_ value: String) -> Bool { !["", "false", "0"].contains(value) }

    private static func tokens(of text: String) -> [String] {
        text.matches(of: /'[^']*'|\|\||&&|==|!=|!|\(\)|\(|\)|[A-Za-z_][A-Za-z0-9_.-]*(\(\))?/).map {
            String($0.output.0)
        }
    }

    private mutating func take(_ token: String) -> Bool {
        guard tokens.first == token else { return false }
        tokens.removeFirst()
        return true
    }

    private mutating func alternatives() throws -> String {
        var result = try conjunction()
        while take("||") {
            let other = try conjunction()
            if !Self.isTrue(result) { result = other }
        }
        return result
    }

    private mutating func conjunction() throws -> String {
        var result = try comparison()
        while take("&&") {
            let other = try comparison()
            if Self.isTrue(result) { result = other }
        }
        return result
    }

    private mutating func comparison() throws -> String {
        let left = try operand()
        if take("==") { return String(try left.lowercased() == operand().lowercased()) }
        if take("!=") { return String(try left.lowercased() != operand().lowercased()) }
        return left
    }

    private mutating func operand() throws -> String {
        if take("!") { return String(!Self.isTrue(try operand())) }
        if take("(") {
            let inner = try alternatives()
            let isClosed = take(")")
            try #require(isClosed)
            return inner
        }
        let first = tokens.popFirst()
        let token = try #require(first)
        return token.hasPrefix("'") ? String(token.dropFirst().dropLast()) : try value(token)
    }
}
