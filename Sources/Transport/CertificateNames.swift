import NIOCore
import NIOSSL

/// Holds a server that is called by name to a certificate for that name.
///
/// NIOSSL 2.37 (`IdentityVerification.swift`) is also content with the IP address that a connection leads to, whatever name was asked
/// for. Behind a proxy that is the proxy's address; after a forged look-up, the forger's: anyone with a certificate for an address of
/// their own could stand in for every vendor. So where a certificate holds an address, one of its names must match too.
enum CertificateNames {
    /// The certificate is for another host.
    struct Mismatch: Error {}

    /// For a connection whose handshake is done, before anything is sent on it.
    static func check(_ channel: any Channel, host: String) throws(Mismatch) {
        if !isFor(host, channel) { throw Mismatch() }
    }

    private static func isFor(_ host: String, _ channel: any Channel) -> Bool {
        guard let certificate = try? channel.pipeline.syncOperations.nioSSL_peerCertificate() else { return false }
        let names = certificate._subjectAlternativeNames()
        guard names.contains(where: { $0.nameType == .ipAddress }) else { return true }
        return names.contains { name in
            name.nameType == .dnsName && name.contents.withUnsafeBufferPointer { matches(Array($0), host: host) }
        }
    }

    /// Whether a name of a certificate is a host's, in lower case. A `*` stands for the whole first label (RFC 6125, 6.4.3).
    static func matches(_ name: [UInt8], host: String) -> Bool {
        var name = String(decoding: name, as: UTF8.self).lowercased()[...]
        if name.hasSuffix(".") { name = name.dropLast() }
        if name == host { return true }
        guard name.hasPrefix("*."), let dot = host.firstIndex(of: ".") else { return false }
        let (rest, parent) = (host[host.index(after: dot)...], name.dropFirst(2))
        return dot != host.startIndex && rest == parent && parent.contains(".")
    }
}
