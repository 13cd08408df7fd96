import Campaigns
import JSON

@testable import Vendors

/// A search whose reads a function answers, one after the other.
struct DirectoryRun {
    private(set) var findings: [DirectoryName: DirectoryFinding] = [:]
    private(set) var reads: [DirectoryRead] = []

    /// - Parameter answer: what a read is answered with; nothing where it fails.
    init(
        _ names: Set<DirectoryName>, at vendor: Vendor, mostBytes: Int = DirectoryWalk.mostBytes,
        answer: (DirectoryRead) -> Answer?
    ) {
        var search = DirectorySearch(names, at: vendor, mostBytes: mostBytes)
        var queue = search.nextReads()
        while !queue.isEmpty {
            let read = queue.removeFirst()
            reads.append(read)
            if let answer = answer(read) {
                search.take(answer, to: read)
            } else {
                search.fail(read, because: "the network is down")
            }
            queue += search.nextReads()
        }
        findings = search.findings ?? [:]
    }

    /// How the reads look: `GET /path?query` or `POST /path {body}`.
    var lines: [String] {
        reads.map { read in
            let query =
                read.query.isEmpty ? "" : "?" + read.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
            return "\(read.method.rawValue) \(read.path)\(query)" + (read.body.map { " \(JSONWriter.text($0))" } ?? "")
        }
    }

    /// A 200 with a body.
    static func ok(_ body: JSONValue) -> Answer { Answer(status: 200, body: JSONWriter.write(body)) }

    /// A UUID for tests.
    static func id(_ number: Int) -> String {
        "5a0c2c0e-3b1c-4d8e-9a70-" + String(String(1_000_000_000_000 + number).suffix(12))
    }
}

extension DirectoryFinding {
    /// The id of what was found; nothing where it is not one.
    var foundID: String? { if case .found(let item) = self { item.id } else { nil } }
    var absence: String? { if case .found(let item) = self { item.absence } else { nil } }
    var nearest: [String]? { if case .none(let nearest) = self { nearest } else { nil } }
    var severalIDs: [String]? { if case .several(let items) = self { items.map(\.id) } else { nil } }
    var reason: String? { if case .incomplete(let reason) = self { reason } else { nil } }
}
