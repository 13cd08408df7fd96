package import Campaigns

/// A request to a platform, as far as it may be told: no header, no body, and no value of its query.
package struct Exchange: Sendable, Hashable {
    /// What became of it.
    package enum End: Sendable, Hashable {
        case answered(status: Int, bytes: Int)
        /// Why there is no answer, in one line.
        case failed(TransportFailure)
    }

    /// By its name in `muster.yaml`.
    package var platform: String
    package var method: HTTPMethod
    /// Such as `api.opal.dev/v1/uars?cursor=*`, without secrets; ids of vendors may stand in it, and they hold anything.
    package var target: String
    /// How often the same was sent, with this one.
    package var attempt: Int
    /// Seconds that the vendor's limit held it back.
    package var heldBack: Double

    package init(platform: String, method: HTTPMethod, target: String, attempt: Int = 1, heldBack: Double = 0) {
        self.platform = platform
        self.method = method
        self.target = target
        self.attempt = attempt
        self.heldBack = heldBack
    }

    /// Behind the host: `/v1/uars`.
    package var path: String { String(target.drop { $0 != "/" }.prefix { $0 != "?" }) }
}

/// Told of each request as it begins; what it returns is told of its end, and of the seconds that it took.
package typealias ExchangeWatch = @Sendable (Exchange) -> @Sendable (Exchange.End, Double) -> Void
