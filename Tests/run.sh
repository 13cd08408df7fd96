#!/usr/bin/env bash
# Checks the formatting, builds everything and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Examples/install-dependencies.sh
swift format lint --strict --recursive Package.swift Sources Tests
swift build --build-tests
swift test --skip-build "$@"
