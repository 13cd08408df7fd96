/// For tests alone: a root made for nothing else, and a server that it vouches for. Its key is public, so that nothing may ever trust
/// it.
package enum TestOnlyCertificates {
    /// Valid from 2020 to 2099.
    package static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBdzCCAR2gAwIBAgIBATAKBggqhkjOPQQDAjAiMSAwHgYDVQQDDBdNdXN0ZXIg
        dGVzdHMgb25seTogcm9vdDAgFw0yMDAxMDEwMDAwMDBaGA8yMDk5MTIzMTIzNTk1
        OVowIjEgMB4GA1UEAwwXTXVzdGVyIHRlc3RzIG9ubHk6IHJvb3QwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAAQEyoWaSWk8uIsLDdBsfSbFM1pY3ETkyFDdATPDTAw/
        qSDzDRIxnc2jrkuNgTkLynz7PXkdYrvGjyfpNwuPYrVBo0IwQDAPBgNVHRMBAf8E
        BTADAQH/MA4GA1UdDwEB/wQEAwICBDAdBgNVHQ4EFgQUqS3Gpkz75HKdC5CPXKS2
        zgr9E+AwCgYIKoZIzj0EAwIDSAAwRQIhAOislUKSRaDmpJDVayUFo2l3Oryn/RfZ
        qu5kgpgN0MheAiB7sD+dS1IK/15V0BMdPAZHFpVecrf7zYSj2ZjRqfyxlQ==
        -----END CERTIFICATE-----
        """

    /// A root that vouches for nothing here.
    package static let otherRoot = """
        -----BEGIN CERTIFICATE-----
        MIIBejCCAR+gAwIBAgIBAjAKBggqhkjOPQQDAjAjMSEwHwYDVQQDDBhNdXN0ZXIg
        dGVzdHMgb25seTogb3RoZXIwIBcNMjAwMTAxMDAwMDAwWhgPMjA5OTEyMzEyMzU5
        NTlaMCMxITAfBgNVBAMMGE11c3RlciB0ZXN0cyBvbmx5OiBvdGhlcjBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABGMhu2tYrr3blvtiiqlIlAPToWR7pSnIGXlyLSlb
        VIpFI3cEpoE0OoXrOfSWC2iN8ShC+jRUOfgT0T5GFPge8XKjQjBAMA8GA1UdEwEB
        /wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMB0GA1UdDgQWBBT52oanvgJvNN4iJq7x
        Z+9bKPK0pjAKBggqhkjOPQQDAgNJADBGAiEA09z+1a3pzaEyKt1XZx/eD4ZywwHs
        3vLuDEOA1eSSH8wCIQDkWhLhXMLEgHBeMkBRf++G45RTk8wrFLszbFu+xduOgA==
        -----END CERTIFICATE-----
        """

    /// For 127.0.0.1, localhost and vendor.example, from 2020 to 2099.
    package static let server = """
        -----BEGIN CERTIFICATE-----
        MIIB2zCCAYCgAwIBAgIBAzAKBggqhkjOPQQDAjAiMSAwHgYDVQQDDBdNdXN0ZXIg
        dGVzdHMgb25seTogcm9vdDAgFw0yMDAxMDEwMDAwMDBaGA8yMDk5MTIzMTIzNTk1
        OVowJDEiMCAGA1UEAwwZTXVzdGVyIHRlc3RzIG9ubHk6IHNlcnZlcjBZMBMGByqG
        SM49AgEGCCqGSM49AwEHA0IABCwiyA5TlGQ1z9xsQ9BVSoZmo33PUQiTeYxe3znk
        Lb2qyj9YB86WEUJOLP4A2qCbjj5MA5DA8rRNmAgf6L5SqIqjgaIwgZ8wDAYDVR0T
        AQH/BAIwADAOBgNVHQ8BAf8EBAMCB4AwEwYDVR0lBAwwCgYIKwYBBQUHAwEwKgYD
        VR0RBCMwIYcEfwAAAYIJbG9jYWxob3N0gg52ZW5kb3IuZXhhbXBsZTAdBgNVHQ4E
        FgQU0ZzghF3e9vYx0TBVfd5/rc+9mfowHwYDVR0jBBgwFoAUqS3Gpkz75HKdC5CP
        XKS2zgr9E+AwCgYIKoZIzj0EAwIDSQAwRgIhAKDXkr/GjX8cbEGqajSpt6MYwL2G
        fpLZtNji4KHr0bCuAiEAtuW9RgbVmXiy+Tr8VkWOlpfbboibaRh5AgA/Fo+NRBM=
        -----END CERTIFICATE-----
        """

    /// The same, but its time ended in 2020.
    package static let expiredServer = """
        -----BEGIN CERTIFICATE-----
        MIIB2DCCAX6gAwIBAgIBBDAKBggqhkjOPQQDAjAiMSAwHgYDVQQDDBdNdXN0ZXIg
        dGVzdHMgb25seTogcm9vdDAeFw0yMDAxMDEwMDAwMDBaFw0yMDAyMDEwMDAwMDBa
        MCQxIjAgBgNVBAMMGU11c3RlciB0ZXN0cyBvbmx5OiBzZXJ2ZXIwWTATBgcqhkjO
        PQIBBggqhkjOPQMBBwNCAAQsIsgOU5RkNc/cbEPQVUqGZqN9z1EIk3mMXt855C29
        qso/WAfOlhFCTiz+ANqgm44+TAOQwPK0TZgIH+i+UqiKo4GiMIGfMAwGA1UdEwEB
        /wQCMAAwDgYDVR0PAQH/BAQDAgeAMBMGA1UdJQQMMAoGCCsGAQUFBwMBMCoGA1Ud
        EQQjMCGHBH8AAAGCCWxvY2FsaG9zdIIOdmVuZG9yLmV4YW1wbGUwHQYDVR0OBBYE
        FNGc4IRd3vb2MdEwVX3ef63PvZn6MB8GA1UdIwQYMBaAFKktxqZM++RynQuQj1yk
        ts4K/RPgMAoGCCqGSM49BAMCA0gAMEUCIQC/cqVKwE+tYY0W9PqEl82pvfrVBn8l
        ArMu/zcc36xTHQIgaZkCBCLlZ2WKOLCv0xgb5IoiVjcV12W2gA+YadDkzMI=
        -----END CERTIFICATE-----
        """

    package static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg//1EoNaoBgb8A7Bd
        YgHSh0qnqGZwDAM9Kub+FzPg67+hRANCAAQsIsgOU5RkNc/cbEPQVUqGZqN9z1EI
        k3mMXt855C29qso/WAfOlhFCTiz+ANqgm44+TAOQwPK0TZgIH+i+UqiK
        -----END PRIVATE KEY-----
        """
}
