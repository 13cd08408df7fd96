/// One requirement: what was measured against what it is measured by.
struct Comparison {
    let title: String
    let measured: String
    let reference: String
    let ratio: Double
    /// The highest ratio that is well; nothing where none was set.
    let budget: Double?

    /// Of two times in seconds.
    init(
        _ title: String, seconds: Double, against reference: String, _ referenceSeconds: Double, atMost budget: Double?
    ) {
        self.title = title
        measured = Self.time(seconds)
        self.reference = "\(reference): \(Self.time(referenceSeconds))"
        ratio = seconds / referenceSeconds
        self.budget = budget
    }

    /// Of two sizes in bytes.
    init(_ title: String, bytes: Int, against reference: String, _ referenceBytes: Int, atMost budget: Double) {
        self.title = title
        measured = Self.size(bytes)
        self.reference = "\(reference): \(Self.size(referenceBytes))"
        ratio = Double(bytes) / Double(referenceBytes)
        self.budget = budget
    }

    /// Of a count and the highest that is well.
    init(_ title: String, count: Int, against reference: String, _ most: Int) {
        self.title = title
        measured = String(count)
        self.reference = "\(reference): \(most)"
        ratio = Double(count) / Double(most)
        budget = 1
    }

    /// A table in Markdown.
    static func table(_ rows: [Comparison]) -> String {
        (["| what | measured | measured by | ratio | at most |", "|---|---|---|---|---|"] + rows.map(\.row))
            .joined(separator: "\n")
    }

    private var row: String {
        let verdict = budget.map { ratio <= $0 ? "" : " **missed**" } ?? ""
        let limit = budget.map { "\(Self.digits($0)) x" } ?? ""
        return "| \(title) | \(measured) | \(reference) | \(Self.digits(ratio)) x\(verdict) | \(limit) |"
    }

    static func time(_ seconds: Double) -> String {
        seconds < 1 ? "\(digits(seconds * 1000)) ms" : "\(digits(seconds)) s"
    }

    static func size(_ bytes: Int) -> String { "\(digits(Double(bytes) / 1e6)) MB" }

    /// Three digits that count.
    private static func digits(_ number: Double) -> String {
        let scale: Double = number < 10 ? 100 : number < 100 ? 10 : 1
        let rounded = (number * scale).rounded() / scale
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }
}

extension [Double] {
    var median: Double { sorted()[count / 2] }
}
