#!/usr/bin/env bash
# Builds Muster and shows its main job on the project in campaigns/, against stand-ins for the vendors: no account, no network.
# The instant is fixed, so that it shows the same on any day.
set -euo pipefail
cd "$(dirname "$0")/.."

bash Examples/install-dependencies.sh

echo "Building Muster. The first time takes some minutes."
swift build --product muster
muster="$(swift build --product muster --show-bin-path)/muster"
at=2027-01-11T17:00:00Z

show() {
    printf '\n$ muster %s\n' "$*"
    "$muster" "$@"
}

rm -rf campaigns/.muster
show version
show validate --project campaigns
show plan --project campaigns --sandbox --at "$at"
show apply --project campaigns --sandbox --at "$at" --yes
printf '\nOnce more: everything is there, so nothing is sent.\n'
show apply --project campaigns --sandbox --at "$at" --yes
show state list --project campaigns --sandbox

calendar=.build/calendar.html
printf '\n$ muster calendar --project campaigns --sandbox --at %s --format html > %s\n' "$at" "$calendar"
"$muster" calendar --project campaigns --sandbox --at "$at" --format html > "$calendar"
printf '\nThe coming year is a page now, to be opened in a browser: file://%s/%s\n' "$PWD" "$calendar"
