#!/usr/bin/env bash
# Checks the formatting, builds everything and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Examples/install-dependencies.sh
# What schedules are compared with; without it, that test alone is left out.
if ! python3 -c 'import dateutil' 2> /dev/null && command -v apt-get > /dev/null; then
    sudo=()
    if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
    "${sudo[@]}" apt-get update -qq
    "${sudo[@]}" apt-get install -y -qq python3-dateutil
fi
swift format lint --strict --recursive Package.swift Sources Tests
swift build --build-tests
# One after another: they take seconds, and those about time limits must not wait for a thread.
swift test --skip-build --no-parallel "$@"
