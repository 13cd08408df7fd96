/// Something that goes wrong on order.
package enum SandboxFault: String, Sendable, Hashable, CaseIterable {
    /// 429 with `Retry-After`; nothing happens.
    case tooMany = "429"
    /// 503, nothing happened.
    case errorBefore = "5xx-before"
    /// 503, although it happened.
    case errorAfter = "5xx-after"
    /// The connection closes; nothing happened.
    case dropBefore = "drop-before"
    /// The connection closes, although it happened.
    case dropAfter = "drop-after"
    /// The connection closes at once, and it happens only `lateSeconds` afterwards: a vendor that commits when the client gave up.
    case dropLate = "drop-late"
}

/// Which faults come, and when.
package struct SandboxFaults: Sendable, Hashable {
    /// How likely each is for a request, from 0 to 1.
    package var probabilities: [SandboxFault: Double]
    /// Faults for certain requests, each used once: the next request with this method and a path that ends so.
    package var script: [Scripted]
    /// What chance is drawn from: equal seeds give equal runs.
    package var seed: UInt64
    /// How long after the request the effect of `dropLate` comes.
    package var lateSeconds: Int

    package struct Scripted: Sendable, Hashable {
        package var method: String
        package var pathSuffix: String
        package var fault: SandboxFault

        package init(_ method: String, _ pathSuffix: String, _ fault: SandboxFault) {
            self.method = method
            self.pathSuffix = pathSuffix
            self.fault = fault
        }
    }

    package init(
        probabilities: [SandboxFault: Double] = [:], script: [Scripted] = [], seed: UInt64 = 1,
        lateSeconds: Int = 30
    ) {
        self.probabilities = probabilities
        self.script = script
        self.seed = seed
        self.lateSeconds = lateSeconds
    }

    /// The fault for a request, if one comes.
    mutating func next(for request: SandboxRequest) -> SandboxFault? {
        if let index = script.firstIndex(where: { $0.method == request.method && request.path.hasSuffix($0.pathSuffix) }
        ) {
            return script.remove(at: index).fault
        }
        if probabilities.isEmpty { return nil }
        var chance = draw()
        for fault in SandboxFault.allCases {
            chance -= probabilities[fault] ?? 0
            if chance < 0 { return fault }
        }
        return nil
    }

    /// SplitMix64, from 0 up to 1.
    private mutating func draw() -> Double {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var bits = seed
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((bits ^ (bits >> 31)) >> 11) / Double(1 << 53)
    }
}
