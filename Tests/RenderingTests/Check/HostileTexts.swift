/// Texts that try to be more than text.
enum HostileTexts {
    static let all =
        markdown + references + html + mermaid + terminal + pipelines + xml + [
            "", " ", "\n\n", "a\nb\r\nc\td", "\\", "%0A::error::x",
        ]

    static let markdown = [
        "[click](https://evil.example)", "[click me](javascript:alert(1))", "![x](https://evil.example/x.png)",
        "[a]: https://evil.example\n[a]", "<https://evil.example>", "**bold** _it_ ~~gone~~ `code`", "| a | b |",
        "a|b", "\\|", "\\\\|", "`|`", "```\n# out\n```", "````\n</details>", "~~~", "`", "``` ``` ```", "``````````",
        "# heading", "- item", "1. item", "1) item", "- [x] task", "> quote", "> [!WARNING]", "---", "===", "***",
        "    indented", "&lt;b&gt; &amp;amp; &#64;", "[^1]", "[[_TOC_]]", "{+ added +}", "$$x$$ $`x`$ \\(x\\)",
    ]

    static let references = [
        "@everyone", "@org/team, look", "(@user)", "#123", "owner/repo#1", "GH-1", "!7 &8 ~bug %3 $9",
        "owner/repo@0123456",
        "0123456789abcdef0123456789abcdef01234567", "defaced", "1234567", "http://evil.example",
        "https://evil.example/a_b_c",
        "www.evil.example", "www.", "www.`evil.example`", "someone@evil.example", "mailto:someone@evil.example",
        "xmpp:someone@evil.example/x", "ftp://evil.example", "javascript:alert(1)", ":smile:", ":+1: :tada:",
        "CVE-2021-44228",
        "TICKET-12", "https://github.com/o/r/issues/1", "fixes #1", "`@user` and `#1", "@\u{200B}user", "＠user",
    ]

    static let html = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</details><details open>", "</code>@user<code>",
        "</summary>", "</table>", "<!--", "-->", "<!-- x -->", "<a href=\"https://evil.example\">x</a>",
        "\" onclick=\"x",
        "' onclick='x", "<svg/onload=x>", "<?php", "<br>", "\u{338}</code>", "</td></tr>",
    ]

    static let mermaid = [
        "%%{init: {\"theme\":\"dark\"}}%%", "%% comment", "x :crit, 2027-01-01, 2027-02-02", "section other",
        "title other",
        "click a href \"https://evil.example\"", "gantt", "accTitle: x", "a;b#c:d", "```mermaid\ngraph TD\n```",
    ]

    static let terminal = [
        "\u{1B}[31mred", "\u{1B}]8;;https://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}]0;title\u{7}",
        "\u{9B}2J",
        "\u{8}\u{8}\u{7F}", "\r over", "\u{202E}backwards\u{202C}", "\u{2066}isolated\u{2069}", "\u{2028}\u{2029}",
        "\u{FEFF}",
        "\u{0}",
    ]

    static let pipelines = [
        "::error file=a,line=1::x", "::set-output name=a::b", "\n::add-mask::x", "  ::stop-commands::x", "a::b,c:d",
        "##vso[task.setvariable variable=a]b", "##[error]x", "#\u{200D}#vso[a]b", "##\u{301}vso[a]", "###[group]x",
        "%25%0D%0A", "%\u{301}0A",
        ":\u{301}:x", "section_start:1:a\r\u{1B}[0K", "##teamcity[message text='x']",
    ]

    static let xml = [
        "]]>", "<![CDATA[", "&lol;", "<!DOCTYPE a>", "\u{FFFE}\u{FFFF}", "</failure>", "\u{1}\u{1F}", "&#0;",
    ]
}
