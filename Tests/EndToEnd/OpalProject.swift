extension Muster {
    /// A project of one review at Opal, for platforms where nobody listens. `muster init` is still to be run.
    static func opalProject(_ project: String = opalProject(at: "127.0.0.1:9")) throws -> Muster {
        var muster = try Muster()
        try muster.write(project, to: "muster.yaml")
        try muster.write(
            """
            campaign: c
            name: N
            due: 2099-01-29
            reviews:
              opal:
                reviewer_assignment_policy: MANUALLY
                send_reviewer_assignment_notification: true
                self_review_allowed: false
                uar_scope: all

            """, to: "campaigns/c.yaml")
        muster.environment["OPAL_AUTH_TOKEN"] = "token"
        return muster
    }

    /// Its `muster.yaml`.
    static func opalProject(at host: String) -> String {
        "version: 1\nplatforms:\n  opal: { baseURL: \"http://\(host)/v1\" }\n"
    }
}
