import Calendars
import Campaigns
import Diagnostics
import JSON
import YAML

@testable import Manifests

/// Reads any bytes as a file of campaigns, down to the calls that it means, as `muster.yaml`, and as the directory of names.
@_cdecl("LLVMFuzzerTestOneInput")
public func testManifest(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    let places = Places(bytes)
    testCampaigns(SourceText(path: "c.yaml", bytes: Array(bytes)), places)
    testProject(SourceText(path: Project.fileName, bytes: Array(bytes)), places)
    testDirectory(SourceText(path: Project.directoryName, bytes: Array(bytes)), places)
    return 0
}

private func testCampaigns(_ source: SourceText, _ places: Places) {
    let stream = YAMLReader.read(source.bytes, file: source.path)
    // Anew, since it keeps dates.
    let context = ProjectContext(
        project.project, project.decoder, directory: Directory(), markerLineage: "none",
        instant: Instant(seconds: 1_800_000_000))
    for document in stream.documents {
        guard let root = document.root else { continue }
        var decoder = CampaignDecoder(
            projectZone: project.project.timeZone, dates: context.dates, instant: context.instant)
        let campaigns = decoder.campaign(LocatedNode(root, in: source))
        places.check(decoder.diagnostics, file: source.path)
        if campaigns.isEmpty {
            check((stream.diagnostics + decoder.diagnostics).hasErrors, "a campaign is left out in silence")
        }
        for campaign in campaigns {
            testBlocks(of: campaign, context, stream.diagnostics + decoder.diagnostics, source, places)
        }
    }
}

private func testBlocks(
    of campaign: CampaignDocument, _ context: ProjectContext, _ before: [Diagnostic], _ source: SourceText,
    _ places: Places
) {
    var resolver = BlockResolver(campaign, in: context)
    let resources = campaign.blocks.map { resolver.resource($0) }
    places.check(resolver.diagnostics.filter { $0.location?.file == source.path }, file: source.path)
    project.places.check(
        resolver.diagnostics.filter { $0.location?.file != source.path }, file: Project.fileName)
    if resources.contains(where: { $0 == nil }) {
        check((before + resolver.diagnostics).hasErrors, "a review is left out in silence")
    }
    for resource in resources { if let resource { check(resource) } }
}

/// What would be sent is what was written, and nothing in it acts upon who reads it.
private func check(_ resource: Resource) {
    check(Address(resource.address.description) == resource.address, "\(resource.address) is no address")
    check(Instant(rfc3339: resource.due.rfc3339) == resource.due, "\(resource.due) is no instant")
    check(!resource.calls.isEmpty, "a review of no calls")
    for call in resource.calls {
        checkTexts(call.body)
        let again = must("a body can't be read") { try JSONReader.read(JSONWriter.write(call.body)) }
        check(again == call.body, "\(call.body) was written, and \(again) read")
    }
}

private func checkTexts(_ value: JSONValue) {
    switch value {
    case .string(let text): checkText(text)
    case .array(let items): for item in items { checkTexts(item) }
    case .object(let object):
        for member in object.members {
            checkText(member.key)
            checkTexts(member.value)
        }
    default: break
    }
}

private func checkText(_ text: String) {
    check(!text.unicodeScalars.contains(where: TextRules.isForbidden), "an invisible character would be sent")
}

/// What is read as a directory is written so that the same is read again.
private func testDirectory(_ source: SourceText, _ places: Places) {
    let decoder = DirectoryDecoder(source)
    places.check(decoder.diagnostics, file: source.path)
    let text = DirectoryText.text(decoder.directory)
    let again = DirectoryDecoder(SourceText(path: source.path, bytes: Array(text.utf8)))
    check(!again.diagnostics.hasErrors, "a directory that was written is refused: \(again.diagnostics)")
    check(again.directory == decoder.directory, "a directory is written otherwise than it was read")
}

private func testProject(_ source: SourceText, _ places: Places) {
    let decoder = ProjectDecoder(source, folder: ".", shownFolder: "", hasCampaignsFolder: true)
    places.check(decoder.diagnostics, file: source.path)
    places.check(decoder.notices, file: source.path)
    check(decoder.project != nil || decoder.diagnostics.hasErrors, "a project is left out in silence")
    guard let project = decoder.project, !decoder.diagnostics.hasErrors else { return }
    for pattern in project.include {
        _ = Glob(pattern)?.matches("campaigns/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z/sox-2027.yaml")
    }
    guard project.lineage == nil else { return }
    let lineage = String(repeating: "0a", count: 16)
    guard let edited = LineageEdit.setting(lineage, in: source.bytes) else { return }
    let again = ProjectDecoder(
        SourceText(path: source.path, bytes: edited), folder: ".", shownFolder: "", hasCampaignsFolder: true)
    check(!again.diagnostics.hasErrors && again.project?.lineage == lineage, "writing the lineage broke the file")
}

/// The project against which campaigns are read.
private let project: (project: Project, decoder: ProjectDecoder, places: Places) = {
    let text = """
        version: 1
        timeZone: America/New_York
        platforms:
          cakewalk: {}
          conductorone: { baseURL: https://acme.conductor.one }
          opal:
            defaults:
              opal.uar: { time_zone: Europe/Berlin, self_review_allowed: false }
        """
    let bytes = Array(text.utf8)
    let decoder = ProjectDecoder(
        SourceText(path: Project.fileName, bytes: bytes), folder: ".", shownFolder: "", hasCampaignsFolder: true)
    guard let project = decoder.project else { fatalError("\(decoder.diagnostics)") }
    return (project, decoder, bytes.withUnsafeBufferPointer { Places($0) })
}()
