#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// This process's own sockets.
package enum OpenSockets {
    /// How the system ends a connection.
    package struct End: Equatable {
        /// Whether it is reset by a close, or by the process's death.
        package var isReset: Bool
        /// How many seconds without an acknowledgement end it.
        package var timeout: Int

        package init(isReset: Bool, timeout: Int) {
            self.isReset = isReset
            self.timeout = timeout
        }
    }

    /// The open connections that lead to a port of IPv4.
    package static func leading(to port: Int) -> [End] {
        (0..<min(getdtablesize(), 4096)).filter { peer($0) == port }.map { socket in
            var lingering = linger()
            var timeout: CInt = 0
            #if canImport(Darwin)
                get(socket, SOL_SOCKET, SO_LINGER, &lingering)
                get(socket, CInt(IPPROTO_TCP), TCP_RXT_CONNDROPTIME, &timeout)
            #else
                get(socket, SOL_SOCKET, SO_LINGER, &lingering)
                get(socket, CInt(IPPROTO_TCP), TCP_USER_TIMEOUT, &timeout)
                timeout /= 1000
            #endif
            return End(isReset: lingering.l_onoff != 0 && lingering.l_linger == 0, timeout: Int(timeout))
        }
    }

    private static func peer(_ socket: CInt) -> Int? {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(socket, $0, &length) }
        }
        return result == 0 && address.sin_family == sa_family_t(AF_INET)
            ? Int(UInt16(bigEndian: address.sin_port)) : nil
    }

    private static func get<Value: BitwiseCopyable>(
        _ socket: CInt, _ level: CInt, _ name: CInt, _ value: inout Value
    ) {
        var length = socklen_t(MemoryLayout<Value>.size)
        getsockopt(socket, level, name, &value, &length)
    }
}
