/// How long one request may take, in seconds.
package struct Timeouts: Sendable, Hashable {
    /// Name look-up, TCP connection and TLS handshake together.
    package var connect: Double
    /// From the request's last byte to the answer's first, and between any two reads or writes.
    package var idle: Double
    /// From the beginning to the answer's last byte.
    package var total: Double

    package init(connect: Double = 10, idle: Double = 30, total: Double = 60) {
        self.connect = connect
        self.idle = idle
        self.total = total
    }
}
