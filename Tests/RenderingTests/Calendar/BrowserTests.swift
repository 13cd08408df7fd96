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

    /// Opens the page in a window of 1280 by 900 with a script put at its end, and reads what that wrote.
    private static func look(at page: String) throws -> JSONValue {
        let chromium = try #require(OtherProgram.chromium)
        // The page itself lets no script run.
        let probed = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
            .replacing("</body>", with: "<script>\(script)</script></body>")
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
        const result = document.createElement("pre");
        result.textContent = "MUSTER-" + "BEGIN" + JSON.stringify({
          overlaps, outside, unreachable, marks: marks.length, texts: boxes.length, innerWidth,
          rows: document.querySelectorAll("tbody tr").length, scrollWidth: document.documentElement.scrollWidth,
        }) + "MUSTER-" + "END";
        document.body.append(result);
        """
}
