import Foundation
import JSON
import Support
import Testing

/// In networks of its own, which end with it.
@Suite("A link that goes down at the send")
struct SeveredLinkTests {
    private static let namespaces = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]

    static let isPossible: Bool = {
        let commands = [
            namespaces + ["ip", "link", "add", "here", "type", "veth", "peer", "name", "there"],
            ["python3", "-c", "import ssl"],
        ]
        return commands.allSatisfy { (try? OtherProgram.output(of: $0)) != nil }
    }()

    @Test(
        "a creating call of a client that is killed then never arrives, also once the link is back",
        .enabled(
            if: SeveredLinkTests.isPossible,
            "no network namespace can be made here: it takes root, unshare, iproute2 and python3"))
    func killed() throws {
        var muster = try Muster.opalProject(
            "version: 1\nplatforms: { opal: { baseURL: \"https://vendor.example/v1\" } }\n")
        muster.environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
        #expect(try muster("init").code == 0)
        #expect(try muster("state", "platform", "opal", "--accept", "--yes").code == 0)
        try muster.write(TestOnlyCertificates.root, to: "root.pem")
        try muster.write(TestOnlyCertificates.server, to: "server.pem")
        try muster.write(TestOnlyCertificates.serverKey, to: "key.pem")
        muster.environment["SSL_CERT_FILE"] = "root.pem"
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "severed-link.py")
        let result = try muster.run(
            Self.namespaces + [
                "python3", script.path, "killed", "muster.state.json.journal", "server.pem", "key.pem",
                Muster.binary.path, "apply", "--yes",
            ], by: URL(filePath: "/usr/bin/env"), limit: 170)
        try #require(result.code == 0, "\(result.errors)")
        let seen = try JSONReader.read(Array(result.output.utf8))
        // The request was in the system's queue, and another client's arrives so.
        #expect(try #require(seen["held"]?.integerValue) > 0)
        #expect(seen["careless"]?.arrayValue?.isEmpty == false, "\(result.output)")
        #expect(seen["arrived"]?.integerValue == 0, "\(result.output)")
    }
}
