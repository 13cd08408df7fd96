#if os(Linux)
    import Foundation
    import Support
    import Testing

    /// With a stand-in for `swift`, whose tests are a report and a script.
    @Suite("Tests/run.sh", .enabled(if: OtherProgram.isHere("bash"), "bash is not installed"))
    struct RunTests {
        private static let root = PipelineWorld.root

        private static let passed = "echo '✔ Test run with 3 tests in 2 suites passed after 3.000 seconds.'"

        private static let report = """
            <testsuites>
              <testsuite name="TestResults" errors="0" tests="3" failures="0" skipped="1" time="3.0">
                <testcase classname="A.QuickTests" name="quick()" time="0.25" />
                <testcase classname="A.SlowTests" name="one()" time="1.5" />
                <testcase classname="A.QuickTests" name="left()" >
                  <skipped>&quot;frob&quot; is not installed</skipped>
                </testcase>
                <testcase classname="A.SlowTests" name="two()" time="1.25" />
              </testsuite>
            </testsuites>

            """

        private func run(
            _ script: String, report: String = report, _ environment: [String: String] = [:]
        ) throws -> Muster.Result {
            var muster = try Muster()
            try muster.write(
                """
                #!/bin/bash
                if [ "$1" != test ]; then echo "swift $1"; exit; fi
                while [ "$1" != --xunit-output ]; do shift; done
                cp '\(muster.folder.path)/report.xml' "${2%.xml}-swift-testing.xml"
                \(script)

                """, to: "tools/swift")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o755], ofItemAtPath: muster.folder.appending(path: "tools/swift").path)
            try muster.write(report, to: "report.xml")
            muster.environment = environment
            muster.environment["PATH"] = "\(muster.folder.path)/tools:/usr/local/bin:/usr/bin:/bin"
            return try muster.run(
                ["bash", Self.root.appending(path: "Tests/run.sh").path, "--no-install", "--filter", "NoSuchTests"],
                by: URL(filePath: "/usr/bin/env"))
        }

        @Test("ends with the seconds of each suite, the slowest first, and with what was skipped and why")
        func summary() throws {
            let result = try run(Self.passed)
            #expect(result.code == 0, "\(result.output)\(result.errors)")
            #expect(result.output.contains("\n✔ Test run with 3 tests in 2 suites passed after 3.000 seconds.\n"))
            #expect(
                result.output.contains("\nSeconds of each suite:\n     2.8  A.SlowTests\n     0.2  A.QuickTests\n"),
                "\(result.output)")
            #expect(result.output.contains("\nSkipped:\n  \"frob\" is not installed: A.QuickTests left()\n"))
        }

        @Test("takes a skipped test for a failure where none may be skipped")
        func noSkips() throws {
            let result = try run(Self.passed, ["MUSTER_NO_SKIPS": "1"])
            #expect(result.code == 1 && result.errors == "Failed: tests were skipped.\n", "\(result.errors)")
            let whole = Self.report.replacing(/<skipped>.*<\/skipped>/, with: "")
            let good = try run(Self.passed, report: whole, ["MUSTER_NO_SKIPS": "1"])
            #expect(good.code == 0 && !good.output.contains("Skipped:"), "\(good.output)")
        }

        @Test("fails where a process is left, even one that has left its session, and ends it")
        func left() throws {
            let result = try run("setsid sleep 612 > /dev/null 2>&1 &\nsleep 613 &\n" + Self.passed)
            #expect(result.code == 1 && result.errors == "Failed: tests left processes behind.\n", "\(result.errors)")
            for seconds in [612, 613] {
                #expect(result.output.contains(" sleep \(seconds) \n"), "\(result.output)")
                // Zombies, which nobody may have reaped yet, have no command line.
                let running = try OtherProgram.output(of: ["sh", "-c", "cat /proc/[0-9]*/cmdline 2> /dev/null || true"])
                #expect(!running.contains("sleep\0\(seconds)"))
            }
        }

        @Test("says which test a run died in, and fails")
        func died() throws {
            let result = try run("echo '◇ Test one() started.'; echo '◇ Test \"two\" started.'; exit 1", report: "")
            #expect(result.code == 1)
            #expect(result.errors == "Failed: swift test failed; the run ended before its end.\n", "\(result.errors)")
            #expect(
                result.output.contains("\nThe run ended before its end. The last that began: ◇ Test \"two\" started.\n")
            )
        }

        @Test("fails where the tests do")
        func failed() throws {
            let closing = "✘ Test run with 3 tests in 2 suites failed after 3.000 seconds with 1 issue."
            let result = try run("echo '\(closing)'; exit 1")
            #expect(result.code == 1 && result.errors == "Failed: swift test failed.\n", "\(result.errors)")
            #expect(result.output.contains("\n\(closing)\n") && result.output.contains("A.SlowTests"))
        }

        @Test("what is needed is that of the suites that a filter takes")
        func filter() throws {
            func needs(_ arguments: String...) throws -> String {
                try OtherProgram.output(
                    of: ["bash", Self.root.appending(path: "Tests/needs.sh").path, "--no-install"] + arguments)
            }
            let jobs = try needs("--filter", "JobTests/accepted", "--filter=GitLab")
            #expect(jobs.contains(" curl") && jobs.contains(" git") && !jobs.contains("chromium"), "\(jobs)")
            #expect(try needs("--filter", "NoSuchTests") == "Needed by the tests and here: nothing\n")
            #expect(try needs().contains("chromium"))
        }
    }
#endif
