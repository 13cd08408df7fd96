#!/usr/bin/env bash
# Says what the tests need of the system, and installs what of it is missing: with apt, or from PyPI into .build/test-tools.
#
#   Tests/needs.sh [--no-install] [--filter REGEX]...
#
# --no-install    installs nothing
# --filter REGEX  only what those suites need that swift test takes by it
#
# What can't be had is said; the tests that need it are skipped then, but with MUSTER_NO_SKIPS=1 this fails.
set -euo pipefail
cd "$(dirname "$0")/.."

install=yes filter=''
while [ $# -gt 0 ]; do
    case $1 in
        --no-install) install='' ;;
        --filter) filter+=${filter:+|}$2 && shift ;;
        --filter=*) filter+=${filter:+|}${1#--filter=} ;;
    esac
    shift
done
# Of Module.Suite/test the suite.
shopt -s extglob
filter=${filter//\/*([!|])/}

# What is needed, how one sees that it is here, its package (of Debian, of PyPI, or none), and the suites that need it.
table() {
    cat << 'END'
bash             program:bash              bash                  EndToEnd.CompletionTests EndToEnd.GitLabTests EndToEnd.InterleavingTests EndToEnd.JobTests EndToEnd.RunTests
git              program:git               git                   EndToEnd.GitLabTests EndToEnd.InterleavingTests EndToEnd.JobTests
curl             program:curl              curl                  EndToEnd.GitLabTests EndToEnd.InterleavingTests EndToEnd.JobTests
zsh              program:zsh               zsh                   EndToEnd.CompletionTests
fish             program:fish              fish                  EndToEnd.CompletionTests
iproute2         program:ip                iproute2              EndToEnd.SeveredLinkTests
unshare          program:unshare           util-linux            EndToEnd.SeveredLinkTests
python3          program:python3           python3               EndToEnd.PackageTests EndToEnd.SeveredLinkTests RenderingTests.JUnitXMLTests RenderingTests.WidthTests
dateutil         module:dateutil           python3-dateutil      CalendarsTests.DateutilTests
icalendar        module:icalendar          python3-icalendar     RenderingTests.ICalendarTests
jsonschema       module:jsonschema         python3-jsonschema    EndToEnd.SchemaOutputTests ManifestsTests.SchemaSoundnessTests ManifestsTests.SchemaTests RenderingTests.SARIFSchemaTests
check-jsonschema program:check-jsonschema  pypi:check-jsonschema EndToEnd.PipelineShapeTests
regopy           module:regopy             pypi:regopy           EndToEnd.PolicyTests
shellcheck       program:shellcheck        shellcheck            EndToEnd.PipelineShapeTests EndToEnd.ScriptTests
cmark-gfm        program:cmark-gfm         cmark-gfm             RenderingTests.BrowserTests RenderingTests.RenderedMarkdownTests
chromium         program:chromium,chromium-browser,google-chrome chromium RenderingTests.BrowserTests
dpkg-deb         program:dpkg-deb          dpkg                  EndToEnd.PackageTests
tar              program:tar               tar                   EndToEnd.GitLabTests EndToEnd.InterleavingTests EndToEnd.JobTests EndToEnd.PackageTests
xz               program:xz                xz-utils              EndToEnd.PackageTests
groff            program:groff             groff-base            EndToEnd.PackageTests
libyaml-licence  file:/usr/share/doc/libyaml-dev/copyright libyaml-dev EndToEnd.PackageTests
ICU-licence      file:/usr/share/doc/libicu-dev/copyright libicu-dev EndToEnd.PackageTests
MUSTER_VENDOR_SPECS variable:MUSTER_VENDOR_SPECS none            Conformance.KindConformance SandboxTests.DirectoryStandInTests VendorsTests.DirectoryContractTests VendorsTests.ListingContractTests VendorsTests.TablesContractTests
MUSTER_SARIF_SCHEMA variable:MUSTER_SARIF_SCHEMA none            RenderingTests.SARIFSchemaTests
END
}

is_wanted() {
    local suite
    for suite in "$@"; do
        if [[ $suite =~ $filter ]]; then return; fi
    done
    return 1
}

# A module may be that of the system's python3, where another one stands first in the path.
is_here() {
    local names=${1#*:} name
    for name in ${names//,/ }; do
        case $1 in
            program:*) if command -v "$name" > /dev/null; then return; fi ;;
            module:*) if python3 -c "import $name" 2> /dev/null || /usr/bin/python3 -c "import $name" 2> /dev/null; then return; fi ;;
            file:*) if [ -e "$name" ]; then return; fi ;;
            variable:*) if [ -e "${!name:-}" ]; then return; fi ;;
        esac
    done
    return 1
}

# Sets what is here, what is missing, and what of that can be installed.
survey() {
    here='' missing='' packages='' pypi='' skipped=''
    local what way package suites
    while read -r what way package suites; do
        # The suites are words.
        # shellcheck disable=SC2086
        if ! is_wanted $suites; then continue; fi
        if is_here "$way"; then
            here+=" $what"
            continue
        fi
        missing+=" $what" skipped+="  without $what: $suites"$'\n'
        case $package in
            none) ;;
            pypi:*) pypi+=" ${package#pypi:}" ;;
            *) packages+=" $package" ;;
        esac
    done < <(table)
    if [ -n "$pypi" ] && ! python3 -c 'import ensurepip' 2> /dev/null; then packages+=' python3-venv'; fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Without what Debian only recommends: of some that is far more than the package.
apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" > "$log" 2>&1
}

install_packages() {
    local package
    as_root apt-get update -qq
    if apt_install "$@"; then return; fi
    # One that can't be had keeps the others out.
    for package in "$@"; do
        if ! apt_install "$package"; then echo "  $package can't be installed: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log")"; fi
    done
}

tools=$PWD/.build/test-tools
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export PATH=$tools/bin:$PATH

survey
echo "Needed by the tests and here:${here:- nothing}"
if [ -z "$missing" ]; then exit; fi
echo "Needed by the tests and missing:$missing"
if [ -n "$install" ] && [ -n "$packages" ]; then
    if command -v apt-get > /dev/null && { [ "$(id -u)" = 0 ] || command -v sudo > /dev/null; }; then
        echo "Installing with apt:$packages"
        # shellcheck disable=SC2086
        install_packages $packages || echo "  apt can't be used"
    else
        echo "Install first, by the names that Debian has for it:$packages"
    fi
fi
if [ -n "$install" ] && [ -n "$pypi" ]; then
    echo "Installing from PyPI, into .build/test-tools:$pypi"
    # shellcheck disable=SC2086
    { python3 -m venv --system-site-packages "$tools" && "$tools/bin/pip" install --quiet --disable-pip-version-check $pypi; } \
        > "$log" 2>&1 || echo "  it can't be installed: $(tail -n 1 "$log")"
fi
# The shell still knows where programs were before.
hash -r
survey
if [ -z "$missing" ]; then exit; fi
echo "These tests, or some of them, are skipped:"
printf '%s' "$skipped"
if [ "${MUSTER_NO_SKIPS:-}" = 1 ]; then
    echo "MUSTER_NO_SKIPS is 1: no test may be skipped." >&2
    exit 1
fi
