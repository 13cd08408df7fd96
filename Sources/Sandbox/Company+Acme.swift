import Campaigns

extension Company {
    /// The company that the stand-ins know: twelve people, of whom Lee Okafor is disabled, and Mia Larsen deleted or invited only.
    /// Everywhere two things have one name: two apps `GitHub`, and at Opal two groups `On-call`.
    package static let acme = Company([
        .cakewalk: Directory(
            users: people.enumerated().map { number, person in
                let status = [lee: "Deactivated", mia: "Invited"][person.email] ?? "Active"
                return User(uuid("5a0c2c0e-3b1c-4d8e-9a70-7d3ed0a0b", 111 + number), person.name, person.email, status)
            },
            items: [
                .app: ["NetSuite", "Workday", "Okta", "AWS", "GitHub", "GitHub"].enumerated().map { number, name in
                    Item(uuid("0b1f7a52-51c4-4a5e-8a52-0f4f6d1c2a", 1 + number, digits: 2), name)
                }
            ]),
        .conductorone: conductorOne,
        .opal: opal,
    ])

    private static let lee = "lee@acme.example"
    private static let mia = "mia@acme.example"

    private static let people: [(name: String, email: String)] = [
        ("Dana Reyes", "dana@acme.example"), ("Eli Novak", "eli@acme.example"), ("Priya Shah", "priya@acme.example"),
        ("Tom Becker", "tom@acme.example"), ("Aiko Mori", "aiko@acme.example"), ("Sam Idowu", "sam@acme.example"),
        ("José Álvarez", "jose@acme.example"), ("Ruth Klein", "ruth@acme.example"),
        ("Omar Haddad", "omar@acme.example"), ("Ines Costa", "ines@acme.example"), ("Lee Okafor", lee),
        ("Mia Larsen", mia),
    ]

    private static let conductorOne: Directory = {
        let (netSuite, okta, aws) = ("2NlXerp0QkYV8sTnLwB3hR1uZxC", ksuid("AppOkta"), ksuid("AppAws"))
        let deleted = "2026-03-02T09:00:00Z"
        return Directory(
            users: people.enumerated().map { number, person in
                let known = ["2NlXc0wPQNbZ8mEZzWYcBlTzRvj", "2NlXd9qLmR4sT7vW1xYzA3bCeFg"]
                let status = [lee: "DISABLED", mia: "DELETED"][person.email] ?? "ENABLED"
                let id = number < known.count ? known[number] : ksuid("User\(number)")
                return User(id, person.name, person.email, status)
            },
            items: [
                .app: [
                    Item(netSuite, "NetSuite"), Item(ksuid("AppWorkday"), "Workday"), Item(okta, "Okta"),
                    Item(aws, "AWS"), Item(ksuid("AppGitHub1"), "GitHub"), Item(ksuid("AppGitHub2"), "GitHub"),
                    Item(ksuid("AppOldCRM"), "Old CRM", deletedAt: deleted),
                ],
                .policy: [
                    Item("2NlXaVb7CQLwVn5fGXUjvvCNJqE", "Manager review", type: "POLICY_TYPE_CERTIFY"),
                    Item(ksuid("PolicyOwner"), "Owner review", type: "POLICY_TYPE_CERTIFY"),
                    Item(ksuid("PolicyGrant"), "Manager approval", type: "POLICY_TYPE_GRANT"),
                ],
                .entitlement: [
                    Item("2NlXerpAdmin7gW5dF2kJ9pQsVb", "Admin", appID: netSuite),
                    Item("2NlXerpPoster4cM6tH8yE3rNaK", "Journal Poster", appID: netSuite),
                    Item(ksuid("EntViewer"), "Viewer", appID: netSuite),
                    Item(ksuid("EntAwsAdmin"), "Admin", appID: aws),
                    // A group is an entitlement of its directory's app.
                    Item(ksuid("EntEngineering"), "Engineering", appID: okta),
                    Item(ksuid("EntOnCall1"), "On-call", appID: okta),
                    Item(ksuid("EntOnCall2"), "On-call", appID: okta),
                ],
                .resourceType: [
                    Item(ksuid("TypeErpRole"), "Role", appID: netSuite), Item(ksuid("TypeGroup"), "Group", appID: okta),
                    Item(ksuid("TypeAwsRole"), "Role", appID: aws),
                ],
            ])
    }()

    private static let opal: Directory = {
        let prefix = "b5a0f3d2-1c44-4e0b-9d7a-51c6e8f0"
        func id(_ number: Int) -> String { uuid(prefix, number, digits: 4) }
        return Directory(
            users: people.enumerated().map { number, person in
                let status = [lee: "SUSPENDED", mia: "DELETED"][person.email] ?? "ACTIVE"
                let isAuditor = person.email == "priya@acme.example"
                let known = isAuditor ? "f454d283-ca87-4a8a-bdbb-df212eca5353" : id(100 + number)
                return User(known, person.name, person.email, status)
            },
            items: [
                .app: [
                    Item(id(201), "NetSuite", type: "NETSUITE"), Item(id(202), "Workday", type: "WORKDAY"),
                    Item(id(203), "Okta", type: "OKTA_DIRECTORY"), Item(id(204), "AWS", type: "AWS"),
                    Item(id(205), "GitHub", type: "GIT_HUB"), Item(id(206), "GitHub", type: "GIT_HUB"),
                ],
                .group: [
                    Item(id(301), "Engineering", appID: id(203), type: "OKTA_GROUP"),
                    Item(id(302), "Engineering Leads", appID: id(203), type: "OKTA_GROUP"),
                    Item(id(303), "On-call", type: "OPAL_GROUP"),
                    Item(id(304), "On-call", appID: id(203), type: "OKTA_GROUP"),
                ],
                .resource: [
                    Item(
                        "7c9e6679-7425-40de-944b-e07fc1f90ae7", "ReadOnlyAudit", appID: id(204), type: "AWS_IAM_ROLE"),
                    Item(id(402), "Administrator", appID: id(204), type: "AWS_IAM_ROLE"),
                    Item(id(403), "Production Database", appID: id(204), type: "AWS_RDS_POSTGRES_INSTANCE"),
                ],
                .owner: [
                    Item(id(501), "Security"), Item(id(502), "Platform Security"), Item(id(503), "Finance Systems"),
                ],
            ])
    }()

    /// A UUID out of its beginning and the number that ends it, in decimal digits.
    private static func uuid(_ prefix: String, _ number: Int, digits: Int = 3) -> String {
        let text = String(number)
        return prefix + String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    /// In the form of ConductorOne's ids: 27 letters and digits.
    private static func ksuid(_ text: String) -> String {
        "2NlX" + text + String(repeating: "0", count: max(0, 23 - text.count))
    }
}
