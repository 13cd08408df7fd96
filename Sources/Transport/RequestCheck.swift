import Campaigns

/// What a request must satisfy before any network is touched.
enum RequestCheck {
    /// What is wrong with the request, without repeating a header's value; nothing when it may be sent.
    static func fault(of request: HTTPRequest) -> String? {
        let parts = request.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let location = parts.first ?? ""
        // Scheme and host are up to the first single slash: `https://host/path`.
        let slashes = location.indices.filter { location[$0] == "/" }.prefix(3)
        let origin = slashes.count == 3 ? location[..<slashes[2]] : location
        do { _ = try BaseURL(String(origin)) } catch { return "the URL can't be used: \(error.message)" }
        guard request.url.utf8.allSatisfy(isURLByte) else { return "the URL has a character that must be encoded" }
        for header in request.headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(isNameByte) else {
                return "a header's name can't be sent"
            }
            guard header.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                return "the header \(header.name) has a character that can't be sent"
            }
        }
        return nil
    }

    /// The bytes of RFC 3986 but `#`, since a fragment is never sent.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\"<>\\^`{|}#".utf8).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\"(),/:;<=>?@[\\]{}".utf8).contains(byte)
    }
}
