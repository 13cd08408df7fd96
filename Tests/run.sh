#!/usr/bin/env bash
# Checks the formatting, builds everything and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Examples/install-dependencies.sh
swift format lint --strict --recursive Package.swift Sources Tests
swift build --build-tests
# One after another: they take seconds, and those about time limits must not wait for a thread.
swift test --skip-build --no-parallel "$@"
