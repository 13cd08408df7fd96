import Campaigns

/// What a request must satisfy before any network is touched.
enum RequestCheck {
    /// Scheme, host and port of a request that may be sent. The error says what is wrong without repeating a header's value.
    static func origin(of request: HTTPRequest) throws(RequestFault) -> BaseURL {
        let parts = request.url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let location = parts.first ?? ""
        // Scheme and host are up to the first single slash: `https://host/path`.
        let slashes = location.indices.filter { location[$0] == "/" }.prefix(3)
        let written = slashes.count == 3 ? location[..<slashes[2]] : location
        let origin: BaseURL
        do throws(BaseURLError) { origin = try BaseURL(String(written)) } catch {
            throw RequestFault(reason: "the URL can't be used: \(error.message)")
        }
        guard request.url.utf8.allSatisfy(isURLByte) else {
            throw RequestFault(reason: "the URL has a character that must be encoded")
        }
        for header in request.headers {
            guard !header.name.isEmpty, header.name.utf8.allSatisfy(isNameByte) else {
                throw RequestFault(reason: "a header's name can't be sent")
            }
            guard header.value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
                throw RequestFault(reason: "the header \(header.name) has a character that can't be sent")
            }
        }
        return origin
    }

    /// The bytes of RFC 3986 but `#`, since a fragment is never sent.
    private static func isURLByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\"<>\\^`{|}#".utf8).contains(byte)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !Array("\"(),/:;<=>?@[\\]{}".utf8).contains(byte)
    }
}

/// Why a request is not sent.
struct RequestFault: Error {
    /// In one line.
    let reason: String
}
