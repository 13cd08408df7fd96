import Campaigns
import JSON

extension SettledManifests {
    /// Reads what `CanonicalWriter.settled` wrote.
    init(_ reader: inout CanonicalReader) throws(JSONError) {
        try reader.openObject()
        let basis = try reader.string("basis")
        try reader.require("files")
        let files = try reader.members { (reader, _) throws(JSONError) in try File(&reader) }
        try reader.closeObject()
        self.init(basis: basis, files: files)
    }
}

extension SettledManifests.File {
    fileprivate init(_ reader: inout CanonicalReader) throws(JSONError) {
        try reader.openObject()
        try reader.require("addresses")
        try reader.openArray()
        var addresses: [Address] = []
        while try reader.element() {
            let start = reader.offset
            guard let address = Address(try reader.string()) else {
                throw reader.failure("not an address", at: start)
            }
            addresses.append(address)
        }
        let digest = try reader.string("digest")
        try reader.closeObject()
        self.init(addresses: addresses, digest: digest)
    }
}

extension CanonicalWriter {
    /// `{basis, files: {PATH: {addresses, digest}}}`.
    mutating func settled(_ manifests: SettledManifests) {
        openObject()
        member("basis", manifests.basis)
        key("files")
        openObject()
        for (path, file) in manifests.files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            key(path)
            openObject()
            key("addresses")
            openArray()
            for address in file.addresses {
                element()
                string(address.description)
            }
            closeArray()
            member("digest", file.digest)
            closeObject()
        }
        closeObject()
        closeObject()
    }
}
