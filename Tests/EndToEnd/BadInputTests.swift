import Foundation
import JSON
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

@Suite("On bad input, the built binary")
struct BadInputTests {
    @Test(
        "names the fault and its place, ends with the right code, and changes nothing",
        arguments: BadInput.texts + BadInput.values + BadInput.wide + BadInput.files)
    func manifests(_ input: BadInput) throws { try check(input) }

    @Test("refuses a state or journal that is not its own or not whole", arguments: BadInput.states)
    func states(_ input: BadInput) throws { try check(input) }

    private func check(_ input: BadInput) throws {
        let muster = try BadInput.project()
        try input.make(muster)
        let before = try muster.contents()
        for command in input.commands {
            let result = try muster.run(command, limit: 30)
            let what = command.joined(separator: " ")
            result.expectSound(what)
            #expect(result.code == input.exit, "\(what): \(result.output.suffix(500))\(result.errors.prefix(1500))")
            #expect(result.errors.contains("error[\(input.code)]: "), "\(what): \(result.errors.prefix(1500))")
            if let place = input.place {
                #expect(
                    result.errors.contains(" \(place)" + (place.hasSuffix(":") ? "" : "\n")),
                    "\(what): \(result.errors.prefix(1500))")
            }
            for hidden in input.hidden { #expect(!(result.output + result.errors).contains(hidden)) }
        }
        if input.commands.contains(["validate"]) {
            let result = try muster("validate", "--format", "json")
            result.expectSound("validate --format json")
            #expect(result.code == 1)
            #expect(result.errors == "")
            let document = try JSONReader.read(Array(result.output.utf8))
            let codes = document["diagnostics"]?.arrayValue?.map { $0["code"]?.stringValue }
            #expect(codes?.contains(input.code) ?? false, "\(result.output.prefix(500))")
            for hidden in input.hidden { #expect(!result.output.contains(hidden)) }
        }
        #expect(try muster.contents() == before)
        #expect(Self.peakMegabytes < 600)
    }

    /// The most memory that any program which the tests ran has held.
    static var peakMegabytes: Int {
        var usage = rusage()
        #if canImport(Glibc)
            return getrusage(RUSAGE_CHILDREN.rawValue, &usage) == 0 ? usage.ru_maxrss / 1024 : .max
        #elseif canImport(Musl)
            return getrusage(RUSAGE_CHILDREN, &usage) == 0 ? usage.ru_maxrss / 1024 : .max
        #else
            return getrusage(RUSAGE_CHILDREN, &usage) == 0 ? usage.ru_maxrss / 1_048_576 : .max
        #endif
    }
}
