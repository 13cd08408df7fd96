import Campaigns
import Diagnostics
import JSON

@testable import State

/// Reads any bytes as a journal; then, under good checksums, as its events, which are written again, cut, damaged and folded.
/// What looks like a state is read as one.
@_cdecl("LLVMFuzzerTestOneInput")
public func testJournal(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = UnsafeBufferPointer(start: data, count: count)
    let choice = bytes.choice
    if bytes.starts(with: "{\n".utf8) {
        StateCheck(choice: choice).test(Array(bytes))
        return 0
    }
    if choice & 7 == 0 { _ = journal(Array(bytes)) }
    let sealed = SealedJournal(bytes)
    guard let journal = journal(sealed.bytes), let header = journal.header else { return 0 }
    check(journal.events.count == sealed.commits.last?.events ?? 0, "events are missing")
    // One of the checks for each input: all for each would take most of the time.
    switch choice >> 3 & 3 {
    case 0: checkCodec(journal, header)
    case 1: checkCut(sealed, journal, at: Int((choice >> 8) % UInt(sealed.bytes.count + 1)))
    case 2: checkDamage(sealed, journal, at: Int((choice >> 8) % UInt(sealed.bytes.count)), bit: choice >> 5 & 7)
    default: checkFolding(sealed, journal, header, choice)
    }
    return 0
}

/// What the journal says; nothing where it is at fault, which then has a place.
private func journal(_ bytes: [UInt8]) -> Journal? {
    do throws(TextFault) {
        return try Journal(bytes)
    } catch {
        check(!error.message.isEmpty, "a fault without words")
        checkPlace(error.range.start, bytes)
        checkPlace(error.range.end, bytes)
        check(error.range.start.offset <= error.range.end.offset, "\(error) ends before it begins")
        return nil
    }
}

func checkPlace(_ position: SourcePosition, _ bytes: [UInt8]) {
    check((0...bytes.count).contains(position.offset), "\(position) is outside the text")
    let before = bytes[..<position.offset]
    let lineStart = before.lastIndex(of: JournalLines.lineFeed).map { $0 + 1 } ?? 0
    check(position.line == 1 + before.count { $0 == JournalLines.lineFeed }, "\(position) has another line")
    check(position.column == 1 + before[lineStart...].count { $0 & 0xC0 != 0x80 }, "\(position) has another column")
}

/// What is written is read as the same, and written again as the same bytes.
private func checkCodec(_ journal: Journal, _ header: JournalHeader) {
    for event in journal.events {
        let written = CanonicalJSON.bytes(event.json)
        let again = must("an event can't be read") { try JournalEvent(try JSONReader.read(written)) }
        check(again == event, "\(event) was written, and \(again) read")
        check(CanonicalJSON.bytes(again.json) == written, "\(event) is written in two ways")
    }
    var lines = JournalLines()
    var bytes = lines.header(header)
    if !journal.events.isEmpty { bytes += lines.group(journal.events) }
    check(must("a journal can't be read") { try Journal(bytes) } == journal, "a journal was written, and another read")
}

/// Of a journal that is cut off anywhere, as by a crash, every whole group stays and nothing else.
private func checkCut(_ sealed: SealedJournal, _ journal: Journal, at end: Int) {
    let cut = must("a torn journal is refused") { try Journal(Array(sealed.bytes.prefix(end))) }
    let events = sealed.commits.last { $0.end <= end }?.events ?? 0
    check(cut.events == Array(journal.events.prefix(events)), "cut at \(end), other than \(events) events are left")
    check((cut.header == journal.header) == (sealed.headerEnd <= end), "cut at \(end), the header is another")
}

/// Of a journal with a wrong bit nothing is lost in silence.
private func checkDamage(_ sealed: SealedJournal, _ journal: Journal, at place: Int, bit: UInt) {
    var bytes = sealed.bytes
    bytes[place] ^= 1 << bit
    guard let damaged = try? Journal(bytes) else { return }
    check(damaged == journal, "with another byte at \(place), the journal says something else")
}

/// Folding twice is folding once, and what comes of it is written and read as the same.
private func checkFolding(_ sealed: SealedJournal, _ journal: Journal, _ header: JournalHeader, _ choice: UInt) {
    let reading = StateReading(path: "s")
    let state = StateContents(world: header.world, lineage: header.lineage, serial: header.base)
    let once = must("a journal is not folded into its own state") {
        try reading.folding(sealed.bytes, at: "s.journal", into: state)
    }
    check(once.serial == state.serial, "folding changed the serial")
    StateCheck(choice: choice).test(once)
    let inOrder = inOrder(journal.events)
    let ordered = state.folding(inOrder)
    check(ordered.folding(inOrder) == ordered, "folded twice, it differs: \(inOrder)")
    if inOrder == journal.events, header.base < 1_000_000_000 {
        // A crash between writing the state and removing the journal.
        var next = once
        next.serial += 1
        let same = must("a journal is refused by the state that it became") {
            try reading.folding(sealed.bytes, at: "s.journal", into: next)
        }
        check(same == next, "a state and its journal became another state")
    }
}

/// The events that Muster may have written in this order: each attempt is begun once, before all else about it, and a record
/// is only moved or accepted where nothing is being created.
private func inOrder(_ events: [JournalEvent]) -> [JournalEvent] {
    struct Attempt: Hashable {
        var attempt: String
        var address: Address
    }
    var begun: Set<Attempt> = []
    var state = StateContents(world: .real, lineage: nil)
    return events.filter { event in
        let isInOrder =
            switch event {
            case .intended(let intent):
                begun.insert(Attempt(attempt: intent.attempt, address: intent.address)).inserted
            case .retried(let attempt, let address, _, _), .resolved(let attempt, let address, _, _),
                .stopped(let attempt, let address, _), .failed(let attempt, let address):
                begun.contains(Attempt(attempt: attempt, address: address))
            case .made(let made): begun.contains(Attempt(attempt: made.attempt, address: made.address))
            case .moved(let from, let record):
                state.intents[from] == nil && state.intents[record.address] == nil
            case .accepted(let record): state.intents[record.address] == nil
            case .platform, .forgot, .adopted, .ignored: true
            }
        if isInOrder { state.fold(event) }
        return isInOrder
    }
}
