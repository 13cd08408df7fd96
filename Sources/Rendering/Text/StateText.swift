import Calendars
import Campaigns
package import State

/// State for people.
package enum StateText {
    /// One line for each address; nothing where state has none.
    package static func list(_ state: StateContents) -> String {
        let addresses = Set(state.records.keys).union(state.intents.keys).sorted()
        let width = addresses.map { $0.description.displayWidth }.max() ?? 0
        return addresses.map { address in
            let padded = address.description.padded(to: width)
            if let intent = state.intents[address] {
                return "\(padded)  \(intent.kind.rawValue)  \(progress(intent))  \"\(Printable.line(intent.name))\"\n"
            }
            guard let record = state.records[address] else { return "" }
            let id = record.vendorID.map { Printable.line($0) } ?? "no id"
            return
                "\(padded)  \(record.kind.rawValue)  \(id)  due \(record.due.rfc3339)  \"\(Printable.line(record.name))\"\n"
        }.joined()
    }

    private static func progress(_ intent: Intent) -> String {
        switch intent.progress {
        case .unknown(let reason): "not known: \(Printable.line(reason))"
        case .made(let id, _, _, _): "half made\(id.map { " as \(Printable.line($0))" } ?? "")"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - displayWidth))
    }
}
