import Foundation
import Synchronization

/// A time zone of the IANA database, with the rules that Foundation's ICU knows for it.
package struct Zone: Sendable {
    /// The name as it was given.
    package let identifier: String
    private let rules: TimeZone

    /// The zone of that IANA name, spelt exactly so: canonical names, `UTC`, and links such as `US/Eastern`.
    ///
    /// Names without a slash are taken only where they are canonical: ICU also reads `PST`, `EST5EDT` or `GMT+3`, which are
    /// ambiguous, or have no rules of their own, or are no IANA names at all.
    package init?(identifier: String) {
        if identifier == Zone.utc.identifier {
            self = .utc
            return
        }
        if let known = Zone.known.withLock({ $0[identifier] }) {
            self = known
            return
        }
        guard Zone.canonicalNames.contains(identifier) || Zone.mayBeLink(identifier),
            let rules = TimeZone(identifier: identifier)
        else { return nil }
        self.init(identifier: identifier, rules: rules)
        let zone = self
        Zone.known.withLock { $0[identifier] = zone }
    }

    /// The zones that were made already, since Foundation is slow to find one.
    private static let known = Mutex<[String: Zone]>([:])

    private init(identifier: String, rules: TimeZone) {
        self.identifier = identifier
        self.rules = rules
    }

    package static let utc = Zone(identifier: "UTC", rules: .gmt)

    /// Seconds east of UTC.
    package func offset(at instant: Instant) -> Int { offset(atSecond: instant.seconds) }

    /// What clocks there show; the fraction of a second is left out.
    package func civil(at instant: Instant) -> CivilDateTime {
        CivilDateTime(localSeconds: instant.seconds + offset(at: instant))
    }

    private func offset(atSecond second: Int) -> Int {
        rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }
}

extension Zone: Hashable {
    package static func == (left: Zone, right: Zone) -> Bool { left.identifier == right.identifier }

    package func hash(into hasher: inout Hasher) { hasher.combine(identifier) }
}

// MARK: From local time to instants

extension Zone {
    /// The instant at which clocks there show `dateTime`.
    ///
    /// A time that is shown twice (clocks were put back) is the first of the two. One that is never shown (clocks were put
    /// forward over it) is read with the offset before the gap, so that it lies as far after the gap as it stood in it: 02:30
    /// becomes 03:30 where 02:00 was followed by 03:00.
    package func instant(of dateTime: CivilDateTime) -> Instant { instant(ofLocal: dateTime.localSeconds).instant }

    /// The same of `CivilDateTime.localSeconds`, and whether clocks there do show that time.
    func instant(ofLocal local: Int) -> (instant: Instant, isShown: Bool) {
        let (before, after) = offsets(around: local)
        // No change of the clocks is near, or changes that undo each other: most times, and two look-ups fewer.
        if before == after { return (Instant(seconds: local - before), true) }
        if let first = occurrences(of: local)?.first { return (Instant(seconds: first), true) }
        return (Instant(seconds: local - before), false)
    }

    /// The first instant of the day: 00:00, or where the day begins later, that time; where there is no such day, the next's.
    package func startOfDay(_ date: CivilDate) -> Instant {
        let local = date.dayNumber * 86_400
        return Instant(seconds: occurrences(of: local)?.first ?? endOfGap(around: local))
    }

    /// The last second of the day, so that a deadline never comes early.
    ///
    /// That is 23:59:59; the second of two, where clocks were put back over it; where it is never shown, the last second before
    /// the gap, even if that belongs to an earlier day because this one was skipped.
    package func endOfDay(_ date: CivilDate) -> Instant {
        let local = date.dayNumber * 86_400 + 86_399
        return Instant(seconds: occurrences(of: local)?.last ?? endOfGap(around: local) - 1)
    }

    /// The first and the last second at which clocks show `local`; nothing where they never do.
    private func occurrences(of local: Int) -> (first: Int, last: Int)? {
        let (before, after) = offsets(around: local)
        let seconds = [local - before, local - after].filter { $0 + offset(atSecond: $0) == local }
        guard let first = seconds.min(), let last = seconds.max() else { return nil }
        return (first, last)
    }

    /// The first second after the gap in which `local` would have been shown.
    private func endOfGap(around local: Int) -> Int {
        let (before, after) = offsets(around: local)
        var (inside, outside) = (local - after, local - before)
        while outside - inside > 1 {
            let middle = inside + (outside - inside) / 2
            if offset(atSecond: middle) == before { inside = middle } else { outside = middle }
        }
        return outside
    }

    /// The offsets before and after whatever change of the clocks may touch `local`; no zone was ever 16 hours from UTC.
    private func offsets(around local: Int) -> (before: Int, after: Int) {
        (offset(atSecond: local - 16 * 3600), offset(atSecond: local + 16 * 3600))
    }
}

// MARK: Names

extension Zone {
    /// The release of the IANA database in use, such as `2025b`.
    ///
    /// This reference is also what links ICU into a statically linked binary; without it every look-up of a zone fails there.
    package static var dataVersion: String { TimeZone.timeZoneDataVersion }

    /// The name that someone who wrote `text` most likely meant: the same but for case, or one with the same city.
    package static func nearestIdentifier(to text: String) -> String? {
        guard text.utf8.count <= 64 else { return nil }
        let wanted = text.lowercased().replacing(" ", with: "_")
        if wanted == utc.identifier.lowercased() { return utc.identifier }
        return identifiersByName[wanted] ?? identifiersByCity[city(of: wanted)]
    }

    private static let canonicalNames = Set(TimeZone.knownTimeZoneIdentifiers)

    /// Each canonical name by what it is in small letters, and the first of each city. Made once: a manifest may have many faults.
    private static let identifiersByName = Dictionary(
        canonicalNames.sorted().map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    private static let identifiersByCity = Dictionary(
        canonicalNames.sorted().map { (city(of: $0.lowercased()), $0) }, uniquingKeysWith: { first, _ in first })

    /// Whether the name has the form of a link. `SystemV/` was ICU's own, for zones that the IANA database never had so; a zero
    /// byte would end the name where ICU reads it.
    private static func mayBeLink(_ identifier: String) -> Bool {
        !identifier.hasPrefix("SystemV/") && identifier.utf8.contains(UInt8(ascii: "/"))
            && identifier.utf8.allSatisfy { 0x21...0x7E ~= $0 }
    }

    private static func city(of identifier: String) -> Substring {
        identifier.split(separator: "/").last ?? Substring(identifier)
    }
}
