#!/usr/bin/env bash
# Checks the formatting, builds everything and runs all tests.
#
#   Tests/run.sh [--long] [--no-install] [options of swift test]
#
# --filter REGEX  only these tests, for which only what they need is installed (see needs.sh)
# --no-install    installs nothing for the tests
# --long          what takes hours: more random programs, and after the tests more kills and fuzzing
#
# At the end it says how long each suite took and which tests were skipped. A process that a test has left is a failure, and with
# MUSTER_NO_SKIPS=1 so is a skipped test.
set -euo pipefail
cd "$(dirname "$0")/.."

long='' no_install=''
for argument in "$@"; do
    shift
    case $argument in
        --long) long=yes ;;
        --no-install) no_install=--no-install ;;
        -h | --help)
            sed -n '2,/^set/{s/^# \{0,1\}//p;}' "$0"
            exit
            ;;
        *) set -- "$@" "$argument" ;;
    esac
done

work=$(mktemp -d)
# What tests start has this in its environment, and so has what that starts.
mark=TESTS_RUN=$(basename "$work")
trap 'end_left > /dev/null; rm -rf "$work"' EXIT

left() { grep -lzxs "$mark" /proc/[0-9]*/environ | tr -dc '0-9\n'; }

# Says which processes of tests are left, and ends them.
end_left() {
    local process
    # What the last test has ended may be about to go.
    for _ in {1..20}; do
        if [ -z "$(left)" ]; then return; fi
        sleep 0.1
    done
    for process in $(left); do
        echo "  $process $(tr '\0' ' ' < "/proc/$process/cmdline")"
        kill -KILL "$process" || true
    done
}

# Runs a command and notes how long it took.
times=''
timed() {
    local what=$1 start=$SECONDS code=0
    shift
    "$@" || code=$?
    times+="$((SECONDS - start)) s $what, "
    return "$code"
}

failures=''
fail() { failures+="; $1"; }

# Runs the tests. What they print goes into a file too, and this does not wait for others who might still write to it.
run_tests() {
    local code=0
    mkfifo "$work/pipe"
    tee "$work/log" < "$work/pipe" &
    env "$mark" swift test --skip-build --no-parallel --xunit-output "$work/tests.xml" "$@" > "$work/pipe" 2>&1 || code=$?
    left=$(end_left)
    wait
    return "$code"
}

# The lines of each test in the report: its suite, its name, its seconds, and why it was skipped.
tests() {
    # There is none where a run ended before its end.
    [ -e "$work/tests-swift-testing.xml" ] || return 0
    awk '
        function attribute(name, text) {
            if (!match($0, " " name "=\"[^\"]*\"")) return ""
            text = substr($0, RSTART, RLENGTH)
            sub(/^[^"]*"/, "", text)
            sub(/"$/, "", text)
            return text
        }
        function show() {
            if (test != "") print suite "\t" test "\t" seconds "\t" reason
            test = ""
        }
        /<testcase / { show(); suite = attribute("classname"); test = attribute("name"); seconds = attribute("time"); reason = "" }
        /<skipped>/ { reason = $0; sub(/.*<skipped>/, "", reason); sub(/<\/skipped>.*/, "", reason) }
        END { show() }' "$work/tests-swift-testing.xml" |
        sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'\''/g; s/&#10;/ /g; s/&amp;/\&/g'
}

# What takes hours. More of the random programs are among the tests.
run_long() {
    local bench target
    bench=$(swift build --show-bin-path)/muster-bench
    timed "for kills" "$bench" crash --kills "${MUSTER_KILLS:-5000}" --seed "$(date +%s)" || fail "muster-bench crash failed"
    for target in yaml json journal manifest; do
        timed "to fuzz $target" Tests/Fuzzing/run.sh "$target" "-max_total_time=${MUSTER_FUZZ_SECONDS:-3600}" ||
            fail "fuzzing found something in $target"
    done
}

timed "for what is needed" bash -c 'bash Examples/install-dependencies.sh && bash Tests/needs.sh "$@"' - "$no_install" "$@"
export PATH=$PWD/.build/test-tools/bin:$PATH
swift format lint --strict --recursive Package.swift Sources Tests
timed "to build" swift build --build-tests
# The program that the tests run is linked as the shipped one is, with Swift's libraries within it.
export MUSTER_STATIC=1
timed "to link the program" swift build --product muster
if [ -n "$long" ]; then
    export MUSTER_PROPERTY_RUNS=${MUSTER_PROPERTY_RUNS:-200000} MUSTER_PROPERTY_SEED=${MUSTER_PROPERTY_SEED:-$(date +%s)}
    export MUSTER_SCHEMA_CHANGES=${MUSTER_SCHEMA_CHANGES:-20000}
fi
left=''
# One after another: they take seconds, and those about time limits must not wait for a thread.
timed "for the tests" run_tests "$@" || fail "swift test failed"
if [ -n "$long" ]; then run_long; fi

if [ -n "$left" ]; then
    printf '\nLeft by tests, and ended now:\n%s\n' "$left"
    fail "tests left processes behind"
fi
if ! grep -q 'Test run with .* after ' "$work/log"; then
    printf '\nThe run ended before its end. The last that began: %s\n' "$(grep '^◇ Test .* started' "$work/log" | tail -n 1)"
    fail "the run ended before its end"
fi
printf '\nSeconds of each suite:\n'
tests | awk -F '\t' '{ sum[$1] += $3 } END { for (suite in sum) printf "%8.1f  %s\n", sum[suite], suite }' | sort -rn
skipped=$(tests | awk -F '\t' '$4 != "" { print "  " $4 ": " $1 " " $2 }' | sort)
if [ -n "$skipped" ]; then
    printf '\nSkipped:\n%s\n' "$skipped"
    if [ "${MUSTER_NO_SKIPS:-}" = 1 ]; then fail "tests were skipped"; fi
fi
printf '\n%s%s in all\n' "$times" "$SECONDS s"
if [ -n "$failures" ]; then
    echo "Failed: ${failures#; }." >&2
    exit 1
fi
