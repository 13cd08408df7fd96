package import Applying
import Campaigns

/// What a terminal shows while an apply goes on: the lines of `ApplyText`, and below them one that says how far it is.
package struct ApplyProgress: Sendable {
    /// Takes away the line that says how far it is.
    package static let clearing = "\r\u{1B}[K"

    private let total: Int
    private let style: TextStyle
    private var done = 0
    private var underWay: [Address] = []

    /// - Parameter total: how many addresses are worked on.
    package init(total: Int, style: TextStyle) {
        self.total = total
        self.style = style
    }

    /// What is to be written for the event: in the place of the last line, its own line and a new last one.
    package mutating func text(for event: ApplyEvent) -> String {
        switch event {
        case .started(let address): underWay.append(address)
        case .waiting, .noted: break
        case .ended(let address, _):
            underWay.removeAll { $0 == address }
            done += 1
        }
        let line = ApplyText.line(event, style: style).map { $0 + "\n" } ?? ""
        return ApplyProgress.clearing + line + lastLine
    }

    /// Short enough not to be broken, even on a small terminal; nothing while nothing is under way.
    private var lastLine: String {
        if underWay.isEmpty { return "" }
        var text = "  \(done) of \(total) done, under way: "
        for (index, address) in underWay.enumerated() {
            let name = (index > 0 ? ", " : "") + address.description
            guard text.count + name.count <= 66 else {
                let left = underWay.count - index
                return style(text + (index > 0 ? " and \(left) more" : "\(left)"), .grey)
            }
            text += name
        }
        return style(text, .grey)
    }
}
