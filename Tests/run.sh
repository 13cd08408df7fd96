#!/usr/bin/env bash
# Checks the formatting, builds everything and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Examples/install-dependencies.sh
# What schedules, calendars, reports and packages are compared with or shown by; without one, its test alone is left out.
others=()
python3 -c 'import dateutil' 2> /dev/null || others+=(python3-dateutil)
python3 -c 'import icalendar' 2> /dev/null || /usr/bin/python3 -c 'import icalendar' 2> /dev/null ||
    others+=(python3-icalendar)
python3 -c 'import jsonschema' 2> /dev/null || /usr/bin/python3 -c 'import jsonschema' 2> /dev/null ||
    others+=(python3-jsonschema)
command -v cmark-gfm > /dev/null || others+=(cmark-gfm)
command -v chromium > /dev/null || others+=(chromium)
# What packaging is checked with: scripts, man pages, and a licence that no toolchain has.
command -v shellcheck > /dev/null || others+=(shellcheck)
command -v groff > /dev/null || others+=(groff)
[ -e /usr/share/doc/libicu-dev/copyright ] || others+=(libicu-dev)
if [ ${#others[@]} -gt 0 ] && command -v apt-get > /dev/null; then
    sudo=()
    if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
    "${sudo[@]}" apt-get update -qq
    # Not every system has each; a test says that it was left out.
    for other in "${others[@]}"; do "${sudo[@]}" apt-get install -y -qq "$other" || true; done
fi
# The schemas of GitHub's and GitLab's pipelines, and what judges plans by a policy, come with programs that no system packages.
command -v check-jsonschema > /dev/null || python3 -m pip install --quiet check-jsonschema || true
python3 -c 'import regopy' 2> /dev/null || python3 -m pip install --quiet regopy || true
swift format lint --strict --recursive Package.swift Sources Tests
swift build --build-tests
# The program that the tests run is linked as the shipped one is, with Swift's libraries within it.
export MUSTER_STATIC=1
swift build --product muster
# One after another: they take seconds, and those about time limits must not wait for a thread.
swift test --skip-build --no-parallel "$@"
