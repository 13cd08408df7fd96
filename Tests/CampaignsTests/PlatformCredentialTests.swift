import Campaigns
import Testing

@Suite("Credentials from the environment") struct PlatformCredentialTests {
    @Test("each vendor's default variables are read")
    func defaults() throws {
        guard
            case .cakewalk(let key, let secret) = try read(
                .cakewalk, ["CAKEWALK_API_KEY": "k", "CAKEWALK_API_SECRET": "s"])
        else {
            Issue.record("no Cakewalk credential")
            return
        }
        #expect([key.reveal(), secret.reveal()] == ["k", "s"])
        guard case .opal(let token) = try read(.opal, ["OPAL_AUTH_TOKEN": "t"]) else {
            Issue.record("no Opal credential")
            return
        }
        #expect(token.reveal() == "t")
        guard
            case .conductorOneClient(let id, let password) = try read(
                .conductorone, ["CONDUCTORONE_CLIENT_ID": "i", "CONDUCTORONE_CLIENT_SECRET": "p"])
        else {
            Issue.record("no client credential")
            return
        }
        #expect([id, password.reveal()] == ["i", "p"])
    }

    @Test("at ConductorOne a ready token comes before a client id, unless it is empty")
    func order() throws {
        let client = ["CONDUCTORONE_CLIENT_ID": "i", "CONDUCTORONE_CLIENT_SECRET": "p"]
        guard
            case .conductorOneToken(let token) = try read(
                .conductorone, client.merging(["CONDUCTORONE_ACCESS_TOKEN": "t"]) { $1 })
        else {
            Issue.record("not the token")
            return
        }
        #expect(token.reveal() == "t")
        guard
            case .conductorOneClient = try read(.conductorone, client.merging(["CONDUCTORONE_ACCESS_TOKEN": ""]) { $1 })
        else {
            Issue.record("not the client")
            return
        }
    }

    @Test("a platform with its own variables never gets another's")
    func ownVariables() throws {
        let environment = [
            "EU_TOKEN": "eu", "OPAL_AUTH_TOKEN": "us", "CONDUCTORONE_ACCESS_TOKEN": "other", "A": "i", "B": "p",
        ]
        guard case .opal(let token) = try read(.opal, environment, ["token": "EU_TOKEN"]) else {
            Issue.record("no token")
            return
        }
        #expect(token.reveal() == "eu")
        guard
            case .conductorOneClient(let id, _) = try read(
                .conductorone, environment, ["clientId": "A", "clientSecret": "B"])
        else {
            Issue.record("took the other's token")
            return
        }
        #expect(id == "i")
        #expect(message(.opal, environment, ["token": "MISSING"])?.contains("MISSING is not set") == true)
        #expect(message(.conductorone, environment, ["token": "MISSING"])?.contains("MISSING is not set") == true)
        #expect(message(.conductorone, environment, ["clientId": "A"])?.contains("`clientSecret`") == true)
        #expect(message(.cakewalk, environment, ["apiKey": "A"])?.contains("`apiSecret`") == true)
    }

    @Test("a variable that is missing or empty is named")
    func missing() {
        #expect(message(.cakewalk, ["CAKEWALK_API_KEY": "k"])?.contains("CAKEWALK_API_SECRET") == true)
        #expect(message(.opal, ["OPAL_AUTH_TOKEN": ""])?.contains("OPAL_AUTH_TOKEN") == true)
        let conductorOne = message(.conductorone, [:])
        #expect(conductorOne?.contains("CONDUCTORONE_CLIENT_ID") == true)
        #expect(conductorOne?.contains("CONDUCTORONE_ACCESS_TOKEN") == true)
    }

    @Test(
        "a value that a header can't carry is refused without being repeated",
        arguments: [
            "hunter2\n", "hunter2\r\n", " hunter2", "hun ter2", "hunter2\u{0}", "hunter2é", "hunter2\u{200B}",
            "\u{FEFF}hunter2",
        ])
    func unusable(value: String) {
        let message = message(.opal, ["OPAL_AUTH_TOKEN": value])
        #expect(message?.contains("OPAL_AUTH_TOKEN") == true)
        #expect(message?.contains("hun") == false)
        #expect(message?.contains("line break") == value.unicodeScalars.contains("\n"))
    }

    @Test("each vendor says where it is, but ConductorOne")
    func defaultBaseURLs() throws {
        #expect(try Vendor.cakewalk.defaultBaseURL.map { try BaseURL($0).host } == "open-api.getcakewalk.io")
        #expect(try Vendor.opal.defaultBaseURL.map { try BaseURL($0).text } == "https://api.opal.dev/v1")
        #expect(Vendor.conductorone.defaultBaseURL == nil)
    }

    private func read(
        _ vendor: Vendor, _ environment: [String: String], _ variables: [String: String] = [:]
    ) throws -> PlatformCredential {
        try PlatformCredential.read(vendor: vendor, variables: variables, environment: environment)
    }

    private func message(
        _ vendor: Vendor, _ environment: [String: String], _ variables: [String: String] = [:]
    ) -> String? {
        do { _ = try read(vendor, environment, variables) } catch { return (error as? CredentialError)?.message }
        return nil
    }
}
