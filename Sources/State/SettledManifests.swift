package import Campaigns

/// The manifests in which an apply found everything to be as it was created. A plan need not read them again until they change.
///
/// A hint for those who only look: whoever creates reads every manifest. What is recorded afterwards makes it void.
package struct SettledManifests: Sendable, Hashable {
    /// One manifest.
    package struct File: Sendable, Hashable {
        /// What it declares; state has a record of each.
        package var addresses: [Address]
        /// SHA-256 of its bytes, as 64 hexadecimal digits.
        package var digest: String

        package init(_ bytes: [UInt8], addresses: [Address]) {
            self.init(addresses: addresses, digest: CanonicalJSON.digest(bytes[...]))
        }

        init(addresses: [Address], digest: String) {
            self.addresses = addresses
            self.digest = digest
        }
    }

    /// A digest of all that the meaning of every manifest depends on.
    package var basis: String
    /// By their paths in the project.
    package var files: [String: File]

    package init(basis: String, files: [String: File]) {
        self.basis = basis
        self.files = files
    }

    /// Without the manifests that declare such an address; nothing where none is left.
    package func without(_ isOpen: (Address) -> Bool) -> SettledManifests? {
        var left = self
        left.files = files.filter { !$0.value.addresses.contains(where: isOpen) }
        return left.files.isEmpty ? nil : left
    }

    /// Whether the manifest is what it was.
    package func hold(_ path: String, _ bytes: [UInt8]) -> Bool {
        guard let file = files[path] else { return false }
        return file.digest == CanonicalJSON.digest(bytes[...])
    }
}
