import Foundation
import Support
import Testing

@Suite("Which account a platform is")
struct PlatformTests {
    @Test("state remembers the host; another one is an error, until a person says that the account moved there")
    func host() throws {
        let muster = try Muster.opalProject()
        #expect(try muster("init").code == 0)
        #expect(
            try muster("state", "platform", "opal").output
                == "opal was never applied to, so state knows no host.\nmuster.yaml has 127.0.0.1:9 (this machine), with the variables OPAL_AUTH_TOKEN.\n"
        )
        #expect(try muster("apply", "--yes", "--max-wait", "0s").code == 3)
        #expect(
            try muster("state", "platform", "opal").output
                == "opal  127.0.0.1:9  (this machine)  variables OPAL_AUTH_TOKEN\n"
        )
        let lineage = try muster.read("muster.yaml").split(separator: "\n").at(1)
        try muster.write(
            Muster.opalProject(at: "localhost:9").replacing("version: 1\n", with: "version: 1\n\(lineage)\n"),
            to: "muster.yaml")
        for command in [["plan"], ["apply", "--yes"]] {
            let refused = try muster.run(command)
            #expect(refused.code == 1)
            #expect(
                refused.errors.contains(
                    "error[M0506]: `opal` is at `localhost:9`, but state knows it at `127.0.0.1:9`\n  --> muster.yaml:4:3\n"
                ))
            #expect(refused.errors.contains("`muster state platform opal --accept`"))
        }
        #expect(try muster("state", "platform", "opal", "--accept").code == 64, "nobody can be asked")
        #expect(
            try muster("state", "platform", "opal", "--accept", "--yes").output
                == "opal is at localhost:9, with the variables OPAL_AUTH_TOKEN from now on.\n")
        #expect(try muster("plan").code == 0)
        #expect(
            try muster("state", "platform", "opal", "--accept", "--yes").output
                == "opal is at localhost:9, with the variables OPAL_AUTH_TOKEN already.\n")
    }

    @Test("a platform that nobody knows is a fault")
    func unknown() throws {
        let muster = try Muster.opalProject()
        #expect(try muster("init").code == 0)
        let unknown = try muster("state", "platform", "opel")
        #expect(unknown.code == 1)
        #expect(unknown.errors.contains("error[M0210]"))
        #expect(unknown.errors.contains("did you mean `opal`?"))
    }

    @Test("two accounts at one vendor each name their own variables, and never the same ones")
    func accounts() throws {
        let head = "version: 1\nplatforms:\n"
        let muster = try Muster.opalProject(
            head + "  opal: {}\n  opal-eu: { vendor: opal, credentials: { token: { env: EU } } }\n")
        let shared = try muster("validate")
        #expect(shared.code == 1)
        #expect(shared.errors.contains("error[M0309]: `opal` must name its own credentials"))
        let same = "credentials: { token: { env: TOKEN } }"
        try muster.write(head + "  opal: { \(same) }\n  opal-eu: { vendor: opal, \(same) }\n", to: "muster.yaml")
        let equal = try muster("validate")
        #expect(equal.code == 1)
        #expect(equal.errors.contains("error[M0309]: `opal-eu` names the same variables as `opal`"))
        try muster.write(
            head + "  opal: { \(same) }\n  opal-eu: { vendor: opal, credentials: { token: { env: EU } } }\n",
            to: "muster.yaml")
        #expect(try muster("validate").code == 0)
    }

    @Test("a vendor's own variables serve no platform that names others")
    func own() throws {
        let muster = try Muster.opalProject(
            "version: 1\nplatforms:\n  opal: { baseURL: \"http://127.0.0.1:9/v1\", credentials: { token: { env: OTHER } } }\n"
        )
        #expect(try muster("init").code == 0)
        #expect(try muster("state", "platform", "opal", "--accept", "--yes").code == 0)
        let missing = try muster("apply", "--yes", "--max-wait", "0s")
        #expect(missing.code == 1)
        #expect(missing.errors.contains("error[M0603]"))
        #expect(missing.errors.contains("OTHER"))
    }
}
