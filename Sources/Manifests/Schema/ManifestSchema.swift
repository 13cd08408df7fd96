import Campaigns
import JSON

/// JSON Schema (draft 2020-12) of manifests, for editors: they complete, explain and check while one types.
///
/// It never refuses what `validate` takes, and refuses what can be told from one document alone: it knows neither the project's platforms
/// nor their defaults, nor any date. It holds whether an editor resolves `<<` or not. A text may be a number or a boolean by its look,
/// since fields are typed by their description.
package enum ManifestSchema: String, Sendable, CaseIterable {
    /// One document of a campaign file.
    case campaign
    /// `muster.yaml`.
    case project

    /// The name under which a project keeps it.
    package var fileName: String {
        switch self {
        case .campaign: "muster.schema.json"
        case .project: "muster.project.schema.json"
        }
    }

    /// The schema's own bytes, the same each time: readable JSON in ASCII.
    package var text: String { JSONWriter.text(.object(document), style: .pretty) }

    var document: JSONObject {
        var types = SchemaTypes()
        let root =
            switch self {
            case .campaign: types.campaign()
            case .project: types.project()
            }
        var document: JSONObject = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": .string("urn:muster:schema:\(rawValue):1"),
            "title": .string(title), "description": .string(description),
        ]
        for member in root.members where document[member.key] == nil { document[member.key] = member.value }
        document["$defs"] = .object(types.definitions)
        return document
    }

    private var title: String {
        switch self {
        case .campaign: "A Muster campaign"
        case .project: "A Muster project: \(Project.fileName)"
        }
    }

    private var description: String {
        switch self {
        case .campaign:
            "One document of a campaign file. `muster explain` says more of each field, and `muster validate` checks what no schema can."
        case .project: "What a project's campaigns share. `muster explain project` says more of each key."
        }
    }
}
