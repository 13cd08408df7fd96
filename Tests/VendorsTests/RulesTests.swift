import Campaigns
import Diagnostics
import JSON
import Testing

@testable import Vendors

@Suite struct RulesTests {
    @Test("what is written in full has no fault", arguments: Kind.allCases) func sound(kind: Kind) {
        for fields in Samples.full(kind) {
            #expect(kind.vendorKind.faults(in: fields).filter { $0.severity == .error } == [])
        }
    }

    @Test("deprecated fields are warned of") func deprecated() {
        let warnings = [Kind.conductorOneAccessReview, .opalRequest].flatMap { kind in
            Samples.full(kind).flatMap { kind.vendorKind.faults(in: $0) }.filter { $0.severity == .warning }
        }
        #expect(Set(warnings.map(\.code)) == [.deprecatedField])
        #expect(warnings.map(\.path.description) == ["columnConfig.columns", "resources[0].access_level_name"])
    }

    @Test("what breaks a rule has its fault at its place", arguments: RuleCase.all)
    func faults(rule: RuleCase) {
        let found = rule.kind.vendorKind.faults(in: rule.fields)
        #expect(found.map { "\($0.code.rawValue) \($0.path)" }.sorted() == rule.faults.sorted())
        #expect(found.allSatisfy { $0.fix != nil && !$0.message.hasSuffix(".") })
    }

    @Test("a blank name is no name, invisible characters and all") func invisible() {
        for name in ["", "  ", "\t\n", "\u{200B}\u{2060}", "\u{3164}"] {
            let fields = Samples.minimal(.opalUAR).with(["name": .string(name)])
            #expect(OpalUAR().faults(in: fields).map(\.code) == [.invalidValue])
        }
    }
}
