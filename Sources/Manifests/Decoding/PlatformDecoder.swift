import YAML
import Calendars
import Campaigns
import Diagnostics
import JSON
import Vendors

/// Reads one entry of `platforms`.
struct PlatformDecoder {
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var notices: [Diagnostic] = []
    private(set) var defaults: [Kind: [LocatedMember]] = [:]
    private var platform: Platform?

    init(_ entry: LocatedMember, zone: Zone) {
        if entry.value.isNull {
            // `opal:` alone says the same as `opal: {}`.
            guard let vendor = vendor(named: entry.name, at: entry.key) else { return }
            platform = Platform(name: entry.name, vendor: vendor, location: entry.key.location)
            return
        }
        guard
            let reader = MappingReader(
                entry.value, "platform `\(entry.name)`", keys: ManifestGrammar.platform.names, &diagnostics)
        else {
            return
        }
        let word = reader.text("vendor", &diagnostics) ?? entry.name
        guard let vendor = vendor(named: word, at: reader["vendor"]?.value ?? entry.key) else { return }
        if let own = Vendor(rawValue: entry.name), own != vendor {
            diagnostics.append(
                entry.key.diagnostic(
                    .platformMismatch, "a platform named `\(entry.name)` must be of that vendor",
                    fix: "give it another name"))
        }
        var platform = Platform(name: entry.name, vendor: vendor, location: entry.key.location)
        platform.baseURL = baseURL(reader, vendor)
        platform.credentialVariables = credentials(reader, vendor)
        platform.marks = reader.flag("marker", &diagnostics) ?? true
        platform.parallel = reader.number("parallel", in: 1...64, &diagnostics)
        readRecovery(reader, into: &platform)
        readDefaults(reader, vendor, zone)
        self.platform = platform
    }

    /// The platform, unless its vendor is unknown.
    mutating func takePlatform() -> Platform? { platform }

    private mutating func vendor(named word: String, at node: LocatedNode) -> Vendor? {
        if let vendor = Vendor(rawValue: word) { return vendor }
        let words = Vendor.allCases.map(\.rawValue)
        diagnostics.append(
            node.diagnostic(
                .unknownVendor, "`\(word)` is no vendor that Muster knows",
                fix: nearest(to: word, among: words).map { "did you mean `\($0)`?" }
                    ?? "give `vendor`: " + words.map { "`\($0)`" }.joined(separator: ", ")))
        return nil
    }

    private mutating func baseURL(_ reader: MappingReader, _ vendor: Vendor) -> String? {
        guard let text = reader.text("baseURL", &diagnostics), let node = reader["baseURL"]?.value else { return nil }
        do throws(BaseURLError) {
            let url = try BaseURL(text)
            if vendor == .opal, !url.text.hasSuffix("/v1") {
                diagnostics.append(
                    node.diagnostic(
                        .invalidBaseURL, "Opal's `baseURL` ends in `/v1`", fix: "such as `https://opal.acme.example/v1`"
                    ))
                return nil
            }
            return url.text
        } catch {
            var diagnostic = node.diagnostic(.invalidBaseURL, "`baseURL` can't be used: \(error.message)")
            // What stands before it may be a password.
            diagnostic.isSourceSecret = text.contains("@")
            diagnostics.append(diagnostic)
            return nil
        }
    }

    private mutating func credentials(_ reader: MappingReader, _ vendor: Vendor) -> [String: String] {
        guard let value = reader["credentials"]?.value else { return [:] }
        guard let entries = value.members else {
            secretFault(value, "`credentials` must be a mapping", fix: "name the variables: `{ token: { env: NAME } }`")
            return [:]
        }
        let names = vendor.credentialNames.map(\.name)
        var variables: [String: String] = [:]
        for entry in entries {
            guard names.contains(entry.name) else {
                secretFault(
                    entry.key, "\(vendor.title) has no credential `\(entry.name)`",
                    fix: nearest(to: entry.name, among: names).map { "did you mean `\($0)`?" }
                        ?? "one of " + names.map { "`\($0)`" }.joined(separator: ", "))
                continue
            }
            if entry.value.isPlaceholder { continue }
            guard let members = entry.value.members, members.count == 1, let member = members.first,
                member.name == "env", !member.value.isNull, let variable = member.value.scalar?.text
            else {
                secretFault(
                    entry.value, "a credential is never written here", fix: "name its variable: `{ env: NAME }`")
                continue
            }
            guard EnvironmentName.isValid(variable) else {
                secretFault(member.value, "that is no name of a variable", fix: "such as `OPAL_EU_TOKEN`")
                continue
            }
            if EnvironmentName.isMusters(variable) {
                diagnostics.append(
                    member.value.diagnostic(
                        .reservedVariable, "`\(variable)` is no credential: what begins with `MUSTER_` is Muster's own",
                        fix: "give it another name, such as `\(vendor.variablePrefix)TOKEN`"))
            }
            variables[entry.name] = variable
        }
        return variables
    }

    /// A fault where someone may have written a secret, which must not come into a log: the line is not shown.
    private mutating func secretFault(_ node: LocatedNode, _ message: String, fix: String) {
        var diagnostic = node.diagnostic(.invalidCredentials, message, fix: fix)
        diagnostic.isSourceSecret = true
        diagnostics.append(diagnostic)
    }

    /// What is done about a call whose answer was lost; and `nameTag`, which is checked, has no effect yet, and `validate` says so.
    private mutating func readRecovery(_ reader: MappingReader, into platform: inout Platform) {
        if let text = reader.text("settle", &diagnostics), let node = reader["settle"]?.value {
            if let duration = CalendarDuration(text), duration.days == 0, duration.seconds <= 86_400 {
                platform.settle = duration.seconds
            } else {
                diagnostics.append(
                    node.diagnostic(.invalidDate, "`settle` must be a duration of at most a day", fix: "such as `120s`")
                )
            }
        }
        if reader.flag("nameTag", &diagnostics) == true, let node = reader["nameTag"]?.value { notice(node, "nameTag") }
        if let word = reader.text("recovery", &diagnostics), let node = reader["recovery"]?.value {
            if word == "ask" || word == "auto" {
                platform.asksPerson = word == "ask"
            } else {
                diagnostics.append(node.diagnostic(.unknownEnumValue, "`recovery` is `auto` or `ask`, not `\(word)`"))
            }
        }
    }

    private mutating func notice(_ node: LocatedNode, _ name: String) {
        notices.append(node.diagnostic(.notYetEffective, "`\(name)` has no effect in this version", severity: .warning))
    }

    private mutating func readDefaults(_ reader: MappingReader, _ vendor: Vendor, _ zone: Zone) {
        guard let entries = reader.entries("defaults", &diagnostics) else { return }
        let kinds = Kind.allCases.filter { $0.vendor == vendor }
        for entry in entries {
            guard let kind = kinds.first(where: { $0.rawValue == entry.name }) else {
                diagnostics.append(
                    entry.key.diagnostic(
                        .wrongKind, "\(vendor.title) has no kind `\(entry.name)`",
                        fix: nearest(to: entry.name, among: kinds.map(\.rawValue)).map { "did you mean `\($0)`?" }
                            ?? "one of " + kinds.map { "`\($0.rawValue)`" }.joined(separator: ", ")))
                continue
            }
            guard let members = entry.value.members else {
                diagnostics.append(
                    entry.value.diagnostic(
                        .wrongType, "defaults of \(kind.rawValue) must be a mapping, not \(entry.value.typeName)"))
                continue
            }
            defaults[kind] = members
            check(members, kind, zone)
        }
    }

    /// Checks each default by itself, so that a fault shows even where no campaign uses it.
    private mutating func check(_ members: [LocatedMember], _ kind: Kind, _ zone: Zone) {
        let fields = kind.vendorKind.fields
        let opening = DateReader.Opening(instant: Instant(seconds: 0), date: nil)
        var decoder = ValueDecoder(
            kind: kind, dates: DateReader(zone: zone, opening: opening, cache: DateReader.Cache()),
            references: .any, names: NameReader("", of: kind.vendor, directory: nil))
        for member in members {
            guard let field = fields.first(where: { $0.name == member.name }) else {
                diagnostics.append(UnknownField.diagnostic(member.key, kind, fields))
                continue
            }
            // `null` here says "no default", and never reaches the vendor.
            if !member.value.isNull { _ = decoder.value(of: member.value, for: field) }
        }
        diagnostics += decoder.diagnostics
    }
}

/// The fault of a field that a kind's calls do not have.
enum UnknownField {
    static func diagnostic(_ key: LocatedNode, _ kind: Kind, _ fields: [Field], own: [String] = []) -> Diagnostic {
        let name = key.scalar?.text ?? ""
        return key.diagnostic(
            .unknownField, "unknown field `\(name)` for \(kind.rawValue)",
            fix: nearest(to: name, among: fields.map(\.name) + own).map { "did you mean `\($0)`?" })
    }
}
