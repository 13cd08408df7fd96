import Campaigns
package import Transport

/// A request and what became of it, for people.
package enum ExchangeText {
    /// One safe line, such as `opal POST api.opal.dev/v1/uars: 201 in 312 ms, 1204 bytes, attempt 2`.
    package static func line(_ exchange: Exchange, _ end: Exchange.End, seconds: Double) -> String {
        let time = "\(Int((max(0, seconds) * 1000).rounded())) ms"
        var text = "\(exchange.platform) \(exchange.method.rawValue) \(exchange.target): "
        switch end {
        case .answered(let status, let bytes): text += "\(status) in \(time), \(bytes) bytes"
        case .failed(.notSent(let reason)): text += "not sent, \(time): \(reason)"
        case .failed(.lost(let reason)): text += "lost after \(time): \(reason)"
        }
        if exchange.attempt > 1 { text += ", attempt \(exchange.attempt)" }
        if exchange.heldBack >= 0.001 { text += ", held back \(Int((exchange.heldBack * 1000).rounded())) ms" }
        return Printable.line(text)
    }
}
