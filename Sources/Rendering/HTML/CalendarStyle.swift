import Planning

/// The style sheet of the calendar's page.
enum CalendarStyle {
    static var css: String {
        let statuses = CampaignCalendar.Status.allCases.map(\.rawValue).map { name in
            ".s-\(name){--fill:var(--\(name)-fill);--line:var(--\(name)-line);color:var(--\(name)-ink)}\n"
        }
        return """
            :root{color-scheme:light dark;\(CalendarPalette.light.css)}
            @media (prefers-color-scheme:dark){:root{\(CalendarPalette.dark.css)}}
            \(rules)
            \(statuses.joined())
            """
    }

    private static let rules = """
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 -apple-system,"Segoe UI",Roboto,"Noto Sans",
        "Liberation Sans","DejaVu Sans",Arial,system-ui,sans-serif}
        main{max-width:1250px;margin:0 auto;padding:28px 24px 48px}
        h1{margin:0;font-size:26px;line-height:1.25;font-weight:650}
        h2{margin:36px 0 10px;font-size:17px;font-weight:650}
        p{margin:4px 0}
        .muted,.key{color:var(--muted)}
        .skip{position:absolute;left:-999px}
        .skip:focus{left:24px;top:8px;padding:4px 12px;background:var(--surface);color:var(--ink)}
        :focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}
        .card{background:var(--surface);border:1px solid var(--grid);border-radius:10px;overflow:hidden}
        .legend{display:flex;flex-wrap:wrap;gap:6px 18px;margin:16px 0 12px;padding:0;list-style:none;font-size:13px}
        .legend li,.chip{display:inline-flex;align-items:center;gap:7px}
        .legend svg,.chip svg{flex:none}
        svg.timeline{display:block;width:100%;height:auto;font-size:12.5px}
        svg text{fill:var(--ink)}
        svg .key{fill:var(--muted);font-size:11px}
        svg .tick{fill:var(--muted);font-size:11px}
        svg .platform{font-size:13.5px;font-weight:650}
        svg .today-text{fill:var(--today);font-size:11px;font-weight:600}
        .grid{stroke:var(--grid)}
        .band{fill:var(--band)}
        .mark{cursor:default}
        .bar{fill:var(--fill);stroke:var(--line);stroke-width:1.2}
        .mark text{fill:currentColor;font-size:10.5px;font-weight:600}
        .icon{fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
        .s-missed .bar{stroke-dasharray:5 3}
        .s-covered .bar{stroke-dasharray:1.5 2.5}
        .s-held .bar{stroke-width:2.2}
        .s-unknown .bar{stroke-dasharray:8 2.5 1.5 2.5}
        .freeze{fill:url(#hatch)}
        .hatch{stroke:var(--freeze);stroke-width:1}
        .today{stroke:var(--today);stroke-width:2}
        .mark:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
        .mark:focus-visible .bar{stroke:var(--focus);stroke-width:3;stroke-dasharray:none}
        table{width:100%;border-collapse:collapse;table-layout:fixed;font-size:13.5px;line-height:1.4}
        th,td{padding:8px 12px;text-align:start;vertical-align:top;overflow:hidden;overflow-wrap:anywhere;border-top:1px solid var(--grid)}
        thead th{border-top:0;background:var(--band);font-weight:600}
        tbody th{font-weight:500}
        td .key,th .key{display:block;font-size:12px;font-weight:400}
        caption{padding:10px 12px;text-align:start;color:var(--muted);font-size:13px}
        .chip{font-weight:600;overflow-wrap:normal}
        @media (max-width:760px){.scroll{overflow-x:auto}svg.timeline,.scroll table{min-width:900px}}
        """
}
