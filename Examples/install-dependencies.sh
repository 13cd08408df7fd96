#!/usr/bin/env bash
# Installs what Muster is built with on Debian and Ubuntu, where it is missing: libyaml and pkg-config.
set -euo pipefail

if ! command -v swift > /dev/null; then
    echo "There is no Swift toolchain here: https://www.swift.org/install" >&2
    exit 1
fi
if command -v pkg-config > /dev/null && pkg-config --exists yaml-0.1; then
    exit 0
fi
if ! command -v apt-get > /dev/null; then
    echo "Install libyaml and pkg-config first (macOS: brew install libyaml pkgconf)." >&2
    exit 1
fi
echo "Installing with apt: libyaml-dev pkg-config"
sudo=()
if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" apt-get install -y -qq libyaml-dev pkg-config
