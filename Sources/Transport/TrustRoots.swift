import NIOSSL

/// The certificates by which servers are known, in the place of the system's: the file that `SSL_CERT_FILE` names.
package struct TrustRoots: Sendable {
    /// The largest file, in bytes: systems' own have about 200 KiB.
    package static let largestFile = 16 * 1024 * 1024

    let certificates: [NIOSSLCertificate]

    package var count: Int { certificates.count }

    /// Reads PEM: one certificate after the other, whatever stands between them.
    package init(pem: [UInt8]) throws(TrustRootsError) {
        guard pem.contains(where: { $0 > 0x20 }) else { throw .empty }
        guard pem.count <= TrustRoots.largestFile else { throw .tooLarge }
        guard !pem.contains(0), pem.firstRange(of: Array("-----BEGIN".utf8)) != nil else { throw .notPEM }
        guard let certificates = try? NIOSSLCertificate.fromPEMBytes(pem), !certificates.isEmpty else {
            throw .unreadable
        }
        self.certificates = certificates
    }
}

/// Why bytes are no trust roots.
package enum TrustRootsError: Error, Sendable, Hashable, CaseIterable {
    case empty, tooLarge, notPEM, unreadable

    /// What is wrong, in one line without a full stop.
    package var message: String {
        switch self {
        case .empty: "is empty, so that no server could be trusted"
        case .tooLarge: "is larger than 16 MiB"
        case .notPEM: "is not PEM: it has no `-----BEGIN CERTIFICATE-----`"
        case .unreadable: "has no certificate, or a damaged one"
        }
    }
}
