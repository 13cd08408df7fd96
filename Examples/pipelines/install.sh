#!/usr/bin/env bash
# Puts the released Muster into $MUSTER_WORK/muster, or fails: MUSTER_VERSION from the folder at MUSTER_PACKAGE_URL, if the package's
# SHA-256 is MUSTER_SHA256. Nothing is unpacked before that is known.
set -euo pipefail

work=${MUSTER_WORK:-${RUNNER_TEMP:-$(git rev-parse --absolute-git-dir)}}
fail() {
    if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::error title=Muster is not installed::'; else printf 'error: '; fi
    printf '%s\n' "$*"
    exit 1
} >&2

[ -n "${MUSTER_PACKAGE_URL:-}" ] || fail "the variable MUSTER_PACKAGE_URL is not set: the folder that has Muster's packages"
[[ ${MUSTER_VERSION:-} =~ ^[0-9]+(\.[0-9]+)*$ ]] || fail "MUSTER_VERSION is no version"
[[ ${MUSTER_SHA256:-} =~ ^[0-9a-f]{64}$ ]] ||
    fail "MUSTER_SHA256 is not written in the pipeline's file yet: it stands in the release's SHA256SUMS"

package=muster-$MUSTER_VERSION-linux-$(uname -m).tar.gz
mkdir -p "$work"
curl --fail --silent --show-error --location --retry 3 --proto '=https,file' --proto-redir '=https' \
    --output "$work/$package" -- "${MUSTER_PACKAGE_URL%/}/$package" || fail "$package can't be fetched"
printf '%s  %s\n' "$MUSTER_SHA256" "$work/$package" | sha256sum --check --status ||
    fail "$package is not what MUSTER_SHA256 says; nothing of it was unpacked"
rm -rf -- "$work/muster"
mkdir "$work/muster"
tar -xzf "$work/$package" -C "$work/muster" --strip-components=1
rm -- "$work/$package"
"$work/muster/bin/muster" version
