import Testing

@testable import Transport

@Suite("A certificate's names") struct CertificateNamesTests {
    @Test(
        "match the host itself, or one label in the place of a star",
        arguments: [
            ("vendor.example", "vendor.example", true), ("Vendor.EXAMPLE.", "vendor.example", true),
            ("*.vendor.example", "api.vendor.example", true), ("*.vendor.example", "vendor.example", false),
            ("*.vendor.example", "a.b.vendor.example", false), ("*.example", "vendor.example", false),
            ("*", "vendor", false), ("*.", "vendor.", false), ("a*.vendor.example", "api.vendor.example", false),
            ("api.*.example", "api.vendor.example", false), ("*.*.example", "api.vendor.example", false),
            ("vendor.example\0.evil.example", "vendor.example", false), ("", "vendor.example", false),
            ("vendor.example", "evil-vendor.example", false), ("127.0.0.1", "vendor.example", false),
        ])
    func matching(name: String, host: String, isMatch: Bool) {
        #expect(CertificateNames.matches(Array(name.utf8), host: host) == isMatch)
    }
}
