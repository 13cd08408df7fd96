package import Planning

/// The colours of the calendar's page in one scheme, as `#rrggbb`.
package struct CalendarPalette: Sendable {
    /// A status's bar: its inside, its border, and what is written in it.
    package struct Mark: Sendable {
        package var fill: String
        package var line: String
        package var ink: String
    }

    package var page: String
    /// Under the timeline and the table.
    package var surface: String
    /// Under headings inside them.
    package var band: String
    package var ink: String
    package var muted: String
    package var grid: String
    package var freeze: String
    package var today: String
    /// Around what has the focus.
    package var focus: String
    package var marks: @Sendable (CampaignCalendar.Status) -> Mark

    package static let light = CalendarPalette(
        page: "#f6f7f9", surface: "#ffffff", band: "#eef1f5", ink: "#1c2430", muted: "#566171", grid: "#e1e5ea",
        freeze: "#838f9e", today: "#b3261e", focus: "#0b57d0"
    ) { status in
        switch status {
        case .created: Mark(fill: "#2b6f61", line: "#2b6f61", ink: "#ffffff")
        case .toCreate: Mark(fill: "#1f5fae", line: "#1f5fae", ink: "#ffffff")
        case .upcoming: Mark(fill: "#e6eef8", line: "#4a73a3", ink: "#1f3f63")
        case .missed: Mark(fill: "#fbe9e7", line: "#a8382f", ink: "#7d1d17")
        case .covered: Mark(fill: "#f0f1f3", line: "#667080", ink: "#434c59")
        case .held: Mark(fill: "#fdf1d6", line: "#8a5a00", ink: "#5c3c00")
        case .unknown: Mark(fill: "#f1e9f8", line: "#6c4494", ink: "#47246b")
        }
    }

    package static let dark = CalendarPalette(
        page: "#11151b", surface: "#191f27", band: "#222a34", ink: "#e8ecf1", muted: "#a9b3c0", grid: "#2c3540",
        freeze: "#6f7d8f", today: "#ff8f85", focus: "#8ab8ff"
    ) { status in
        switch status {
        case .created: Mark(fill: "#4fb3a0", line: "#4fb3a0", ink: "#06231d")
        case .toCreate: Mark(fill: "#7db2f5", line: "#7db2f5", ink: "#06203f")
        case .upcoming: Mark(fill: "#1f3048", line: "#7fa6d6", ink: "#cfe2fa")
        case .missed: Mark(fill: "#3d1d1b", line: "#f0938b", ink: "#ffd3cf")
        case .covered: Mark(fill: "#2a313b", line: "#9aa6b5", ink: "#d5dce5")
        case .held: Mark(fill: "#3d2e0c", line: "#e0b050", ink: "#ffe3a6")
        case .unknown: Mark(fill: "#32234a", line: "#b997e0", ink: "#ead9fb")
        }
    }

    /// As custom properties of CSS.
    var css: String {
        var properties = [
            ("page", page), ("surface", surface), ("band", band), ("ink", ink), ("muted", muted), ("grid", grid),
            ("freeze", freeze), ("today", today), ("focus", focus),
        ]
        for status in CampaignCalendar.Status.allCases {
            let mark = marks(status)
            properties.append(("\(status.rawValue)-fill", mark.fill))
            properties.append(("\(status.rawValue)-line", mark.line))
            properties.append(("\(status.rawValue)-ink", mark.ink))
        }
        return properties.map { "--\($0.0):\($0.1)" }.joined(separator: ";")
    }
}
