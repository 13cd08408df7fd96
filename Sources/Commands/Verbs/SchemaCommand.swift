import ArgumentParser
import Manifests

/// `muster schema`: what editors complete and check manifests by.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Write the JSON Schema of manifests, by which editors complete and check them.",
        discussion: """
            Keep it as a file, and name that in a manifest's first line:
              muster schema > muster.schema.json
              # yaml-language-server: $schema=../muster.schema.json
            """)

    @Argument(help: "`campaign` for a document of a campaign file, or `project` for muster.yaml.")
    var document = ManifestSchema.campaign

    func run() throws { CommandContext.current.output(document.text) }
}

extension ManifestSchema: ExpressibleByArgument {}
