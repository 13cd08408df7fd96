import Diagnostics
import Foundation
import Testing

@Suite struct DiagnosticCodeTests {
    @Test("codes ascend, so none is there twice")
    func ascending() {
        let codes = DiagnosticCode.all.map(\.rawValue)
        for (code, next) in zip(codes, codes.dropFirst()) { #expect(code < next) }
    }

    @Test("a code is M and four digits, with a summary of one sentence")
    func form() {
        for code in DiagnosticCode.all {
            #expect(code.rawValue.wholeMatch(of: /M0[1-9]\d\d/) != nil)
            #expect(
                code.summary.wholeMatch(of: /[A-Z`][^\n]*[A-Za-z0-9`)]\./) != nil, "\(code.rawValue): \(code.summary)")
        }
    }

    @Test("the list of all codes has every code of the source file")
    func complete() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let source = try String(
            contentsOf: root.appending(path: "Sources/Diagnostics/DiagnosticCode.swift"), encoding: .utf8)
        let declared = source.matches(of: /static let \w+ = DiagnosticCode\(\s*"(M\d{4})"/).map { String($0.output.1) }
        // Besides the codes there is only `all`.
        #expect(source.matches(of: /static let\s/).count == declared.count + 1)
        #expect(declared.count > 60)
        #expect(Set(declared) == Set(DiagnosticCode.all.map(\.rawValue)))
    }
}
