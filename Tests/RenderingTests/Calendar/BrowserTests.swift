import JSON
import Planning
import Rendering
import Support
import Testing

/// The page as a browser lays it out, where one is installed.
@Suite(.enabled(if: OtherProgram.chromium != nil, "Chromium is not installed"), .serialized)
struct BrowserTests {
    @Test(
        "with a hundred campaigns no texts overlap, nothing scrolls sideways, and every mark can be reached and has a name",
        .timeLimit(.minutes(2)))
    func hundredCampaigns() throws {
        let calendar = try SampleCalendar.hundredCampaigns()
        let answer = try Self.look(at: CalendarHTML.page(calendar))
        #expect(answer["overlaps"]?.arrayValue == [])
        #expect(answer["outside"]?.arrayValue == [])
        #expect(answer["scrollWidth"]?.integerValue ?? .max <= answer["innerWidth"]?.integerValue ?? 0)
        #expect(answer["unreachable"]?.arrayValue == [])
        #expect(answer["marks"]?.integerValue == calendar.entries.count + calendar.freezes.count + 1)
        #expect(answer["rows"]?.integerValue == calendar.entries.count + calendar.freezes.count)
        #expect(answer["texts"]?.integerValue ?? 0 > 1000)
    }

    @Test("no text becomes an element, an attribute or an address", .timeLimit(.minutes(2)))
    func injection() throws {
        func calendar(_ texts: [String]) throws -> String {
            let entries = try texts.enumerated().map { index, text in
                try SampleCalendar.entry(
                    "c\(index)@2027-Q1/opal", text, opens: "2027-01-04T14:00:00Z", due: "2027-02-01T00:00:00Z", .held,
                    id: text, note: text)
            }
            return try CalendarHTML.page(SampleCalendar.calendar(entries))
        }
        let harmless = HostileTexts.all.indices.map { "Review \($0)" }
        let expected = try Self.look(at: calendar(harmless), by: Self.elements)
        #expect(expected["elements"]?.arrayValue?.contains("svg") == true)
        #expect(try Self.look(at: calendar(HostileTexts.all), by: Self.elements) == expected)
    }

    @Test("a script that a text brings would be seen", .timeLimit(.minutes(2)))
    func probe() throws {
        let seen = try Self.look(at: "<body><img src=\"x\" onerror=\"alert(1)\"></body>", by: Self.elements)
        #expect(seen["hasRun"] == true && seen["addresses"] == ["x"])
        #expect(seen["attributes"] == ["onerror", "src"] && seen["elements"]?.arrayValue?.contains("img") == true)
    }

    @Test(
        "no text of a pull request's comment does so either",
        .enabled(if: OtherProgram.isHere("cmark-gfm"), "cmark-gfm is not installed"), .timeLimit(.minutes(2)))
    func comment() throws {
        func comment(_ texts: [String]) throws -> String {
            try texts.map { text in
                "<div>\(try RenderedMarkdownTests.html(SampleFindings(text: text, file: text + ".yaml")))</div>"
            }.joined()
        }
        // One that holds what any text may bring: code and its parts.
        let expected = try Self.look(at: "<body>\(try comment(["a@b `c` d"]))</body>", by: Self.elements)
        #expect(expected["elements"]?.arrayValue?.contains("details") == true)
        #expect(try Self.look(at: "<body>\(try comment(HostileTexts.all))</body>", by: Self.elements) == expected)
    }

    /// Each sort of element and attribute, every address, and whether a script of the page ran.
    private static let elements = """
        const all = [...document.querySelectorAll("*")].filter(one => one !== document.currentScript);
        const attributes = all.flatMap(one => [...one.attributes].map(attribute => attribute.name));
        const addresses = all.flatMap(one => [...one.attributes])
          .filter(attribute => ["href", "src", "action", "srcset", "xlink:href", "formaction"].includes(attribute.name))
          .map(attribute => attribute.value);
        const sorts = list => [...new Set(list)].sort();
        // What a text brings would run once its image could not be loaded.
        setTimeout(() => report({
          elements: sorts(all.map(one => one.localName)), attributes: sorts(attributes), addresses: sorts(addresses),
          hasRun: window.hasRun === true,
        }), 1000);
        """

    /// Opens the page in a window of 1280 by 900 with a script put at its end, and reads what that reports.
    private static func look(at page: String, by script: String = script) throws -> JSONValue {
        let chromium = try #require(OtherProgram.chromium)
        let report = """
            const report = value => {
              const result = document.createElement("pre");
              result.textContent = "MUSTER-" + "BEGIN" + JSON.stringify(value) + "MUSTER-" + "END";
              document.body.append(result);
            };
            """
        // The page itself lets no script run.
        let probed = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
            .replacing(
                "<body>", with: "<body><script>window.alert = () => { window.hasRun = true };</script>"
            )
            .replacing("</body>", with: "<script>\(report)\n\(script)</script></body>")
        let shown = try OtherProgram.with(file: probed, extension: "html") { file in
            try OtherProgram.output(of: [
                chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--window-size=1280,900", "--virtual-time-budget=10000", "--timeout=60000", "--dump-dom",
                "file://\(file)",
            ])
        }
        let answer = try #require(shown.firstMatch(of: /MUSTER-BEGIN(.*)MUSTER-END/))
        return try JSONReader.read(Array(answer.output.1.replacing("&amp;", with: "&").utf8))
    }

    private static let script = """
        const boxes = [], outside = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          if (!node.data.trim() || node.parentElement.closest("title, script, .skip")) continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          for (const box of range.getClientRects()) {
            if (box.width < 1 || box.height < 1) continue;
            const text = encodeURIComponent(Array.from(node.data).slice(0, 20).join(""));
            if (box.left < 0 || box.right > innerWidth) outside.push(text);
            const owner = node.parentElement;
            if (owner.matches(".name, .key, .platform") && owner.closest("svg")) {
              if (box.right > owner.closest("svg").getBoundingClientRect().left + 298) outside.push(text);
            }
            const bar = owner.closest("g.mark")?.querySelector(".bar")?.getBoundingClientRect();
            if (bar && (box.left < bar.left || box.right > bar.right)) outside.push(text);
            boxes.push({ node, text, left: box.left, right: box.right, top: box.top, bottom: box.bottom });
          }
        }
        boxes.sort((one, other) => one.top - other.top);
        const overlaps = [];
        boxes.forEach((one, index) => {
          for (let next = index + 1; next < boxes.length && boxes[next].top < one.bottom - 1; next++) {
            const other = boxes[next];
            // The pieces of one text lie side by side, or line by line.
            if (other.node === one.node) continue;
            if (other.left < one.right - 1 && one.left < other.right - 1) overlaps.push([one.text, other.text].join(" "));
          }
        });
        const bars = [...document.querySelectorAll("g.mark .bar")].map(bar => bar.getBoundingClientRect());
        bars.sort((one, other) => one.top - other.top);
        bars.forEach((one, index) => {
          for (let next = index + 1; next < bars.length && bars[next].top < one.bottom; next++) {
            const other = bars[next];
            if (other.left < one.right - 0.5 && one.left < other.right - 0.5) overlaps.push("bars");
          }
        });
        const marks = [...document.querySelectorAll("g.mark")];
        const unreachable = marks.filter(mark => {
          mark.focus();
          const isNamed = mark.getAttribute("role") === "img" && mark.getAttribute("aria-label").length > 5
            && mark.querySelector("title").textContent.length > 5;
          return document.activeElement !== mark || !isNamed || getComputedStyle(mark).outlineStyle === "none";
        }).map(mark => mark.getAttribute("class"));
        report({
          overlaps, outside, unreachable, marks: marks.length, texts: boxes.length, innerWidth,
          rows: document.querySelectorAll("tbody tr").length, scrollWidth: document.documentElement.scrollWidth,
        });
        """
}
