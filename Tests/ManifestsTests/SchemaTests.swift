import Diagnostics
import Foundation
import JSON
import Manifests
import Support
import Testing
import YAML

/// Documents as an editor hands them to a schema.
enum SchemaDocuments {
    /// Every document of a YAML text that can be read, as an editor that resolves `<<` and one that doesn't see it.
    static func json(_ text: String) -> [JSONValue] {
        let stream = YAMLReader.read(Array(text.utf8), file: "c.yaml")
        return [false, true].flatMap { mergesStand in
            stream.documents.map { $0.root?.json(mergesStand: mergesStand) ?? .null }
        }
    }

    static var schemas: [String: String] {
        Dictionary(uniqueKeysWithValues: ManifestSchema.allCases.map { ($0.rawValue, $0.text) })
    }

    /// What is wrong with each text; of several documents, with the first that is not valid.
    static func faults(_ texts: [(schema: ManifestSchema, text: String)]) throws -> [String?] {
        let documents = texts.map { json($0.text) }
        let all = zip(texts, documents).flatMap { text, documents in documents.map { (text.schema.rawValue, $0) } }
        var found = try SchemaValidator.faults(all, schemas: schemas)[...]
        return documents.map { documents in
            defer { found = found.dropFirst(documents.count) }
            return found.prefix(documents.count).compactMap(\.self).first
        }
    }
}

@Suite(
    "The schemas, by an independent validator",
    .enabled(if: SchemaValidator.isInstalled, "python3 with jsonschema is not installed"))
struct SchemaTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("take every sample that is shipped, merged or not")
    func samples() throws {
        var texts: [(name: String, schema: ManifestSchema, text: String)] = []
        for folder in ["campaigns", "Examples/cakewalk", "Examples/conductorone", "Examples/opal"] {
            let url = Self.root.appending(path: folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: url.path) where name.hasSuffix(".yaml") {
                if name == Project.directoryName { continue }
                let text = try String(contentsOf: url.appending(path: name), encoding: .utf8)
                texts.append(("\(folder)/\(name)", name == Project.fileName ? .project : .campaign, text))
            }
        }
        #expect(texts.count > 10)
        for (sample, fault) in zip(texts, try SchemaDocuments.faults(texts.map { ($0.schema, $0.text) })) {
            #expect(fault == nil, "\(sample.name)")
        }
    }

    @Test("miss nothing that `<<` may bring, whether it is resolved or not")
    func merged() async throws {
        let project = """
            version: 1
            x-day: &day { from: 2027-12-15, reason: close }
            x-platform: &platform { vendor: opal, credentials: { token: { env: A } } }
            platforms:
              opal: { credentials: { token: { env: B } } }
              opal-eu: { <<: *platform, marker: false }
            freezes: [{ <<: *day, to: 2028-01-03 }]
            """
        let campaign = """
            x-schedule: &schedule { every: quarter, start: 2027-01-05 }
            x-tag: &tag { key: a }
            x-common: &common
              reviewer_assignment_policy: MANUALLY
              send_reviewer_assignment_notification: true
              self_review_allowed: false
              uar_scope: { tags: [{ <<: *tag, value: b }] }
            x-eu: &eu { <<: *common, platform: opal-eu, name: "EU ${period}" }
            x-reviews: &reviews { second: { <<: *eu } }
            campaign: c
            name: N ${period}
            schedule: { <<: *schedule, count: 3 }
            due: 3d
            reviews: { <<: *reviews, opal: { <<: *common } }
            """
        let loaded = await loadProject(["muster.yaml": project, "c.yaml": campaign])
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.resources.count == 4)
        #expect(try SchemaDocuments.faults([(.project, project), (.campaign, campaign)]) == [nil, nil])
    }

    /// What only `validate` can tell: it knows the project, the calendar, and all documents at once.
    static let beyond: Set<String> = [
        // The project: its platforms, their defaults, and what other documents say.
        "M0205 a missing field", "M0210 unknown platform", "M0210 unknown platform by word",
        "M0211 a platform's name for another", "M0222 no scope", "M0227 an address of no review here",
        "M0227 its present address", "M0227 one that another says too", "M0227 one that is declared",
        "M0309 platforms: { opal: {}, opal-eu: { vendor: opal } }",
        // What a reference or a name stands for.
        "M0217 a due date that moves, in a text", "M0217 an unknown reference", "M0219 an id that is no UUID",
        // The calendar.
        "M0213 a duration after nothing", "M0213 freeze: an end before its begin",
        "M0213 hours from the day of opening", "M0214 a bad zone", "M0214 platforms: { opal: {} }",
        "M0216 due before it opens", "M0228 a rule that names no day", "M0228 due longer than the period",
        "M0228 until before start",
        // Whether periods differ.
        "M0229 a constant date in a vendor's field", "M0229 a name that is always the same",
        "M0229 a name that is the same in several quarters",
    ]

    @Test("refuse every bad example but those that no document alone can tell")
    func bad() throws {
        var samples = (FaultTests.cases + ScheduleTests.cases + NameTests.cases + FormerlyTests.cases).map {
            (name: "\($0.code.rawValue) \($0.name)", schema: ManifestSchema.campaign, text: MarkedSource($0.text).text)
        }
        samples += ScheduleTests.freezes.map {
            (
                "\($0.code.rawValue) freeze: \($0.name)", .project,
                FaultTests.project + "freezes: \(MarkedSource($0.text).text)\n"
            )
        }
        samples += FaultTests.projects.map { text, code in
            let text = MarkedSource(text).text
            return ("\(code.rawValue) \(text.split(separator: "\n").last ?? "")", .project, text)
        }
        let faults = try SchemaDocuments.faults(samples.map { ($0.schema, $0.text) })
        let taken = zip(samples, faults).filter { $1 == nil }.map(\.0.name)
        #expect(taken.sorted() == Self.beyond.sorted())
    }

    @Test("take what is only warned about")
    func warned() throws {
        let texts = LintTests.cases.map { (ManifestSchema.campaign, MarkedSource($0.text).text) }
        for (sample, fault) in zip(LintTests.cases, try SchemaDocuments.faults(texts)) {
            #expect(fault == nil, "\(sample.name)")
        }
    }
}
