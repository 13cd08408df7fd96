#!/usr/bin/env bash
# What the pipeline's jobs do with Muster, with the state that state.sh fetched.
#
#   run.sh check FOLDER     a pull request's check; its report is plan.md in the folder, and for GitLab two more
#   run.sh prepare          plans, and takes the lease if there is something to do
#   run.sh apply            applies under the lease; does nothing without one
#   run.sh left             says of which run the state is that MUSTER_RUN left
#   run.sh ask              shows the plan, and takes the lease for MUSTER_COMMAND of MUSTER_ADDRESS and MUSTER_ID, or of
#                           MUSTER_PLATFORM, MUSTER_HOST and MUSTER_VARIABLES
#   run.sh operate          runs that command, and shows the plan as it is then
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=${MUSTER_WORK:-${RUNNER_TEMP:-$(git rev-parse --absolute-git-dir)}}
folder=$work/muster-state
project=${MUSTER_PROJECT:-.}
export PATH=$work/muster/bin:$PATH MUSTER_STATE=$folder/muster.state.json

# What state remembers of a create is the commit whose manifests it was, and not that of a job that waited or is run again.
commit=$(git rev-parse HEAD)
if [ -n "${GITHUB_SHA:-}" ]; then export GITHUB_SHA=$commit; fi
if [ -n "${CI_COMMIT_SHA:-}" ]; then export CI_COMMIT_SHA=$commit; fi

state() { bash "$here/state.sh" "$@"; }
say() { printf '%s\n' "$*"; }
# To the job's summary, where there is one.
summarise() { if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then cat >> "$GITHUB_STEP_SUMMARY"; else cat > /dev/null; fi; }
is_leased() { [ -e "$folder/.git/muster-held" ]; }

# Says what an exit code of Muster's calls for, and ends with it.
conclude() {
    local code=$1 what
    case $code in
        0) return ;;
        3) what="Some reviews failed, were held back, or wait until it is certain what became of a call: the log says which and why. The rest is done, and the next run goes on." ;;
        4) what="The outcome of a call is unknown, and a person must look: muster recover in the log says at what. Then run this workflow with recover, adopt or state ignore." ;;
        5) what="Another Muster on this machine holds the state: run the job again when it has ended." ;;
        6) what="The saved plan is stale: nothing was begun. Make it anew." ;;
        7) what="A guardrail refused the whole plan, and nothing was begun. If so many are meant, raise it in muster.yaml by a pull request." ;;
        64) what="Muster was called in a wrong way: is its version the one that this pipeline was made for?" ;;
        130) what="The run was interrupted. What was begun is in the journal, and the next run finishes it." ;;
        137) what="The run was killed. What was begun is in the journal, and the next run finishes it." ;;
        *) what="Muster ended with an error: the log says which." ;;
    esac
    if [ -n "${GITHUB_ACTIONS:-}" ]; then
        say "::error title=Muster ended with $code::$what"
    else
        say "error: muster ended with $code: $what" >&2
    fi
    summarise <<< "**Muster ended with $code.** $what"
    exit "$code"
}

check() {
    local out=$1 code=0 late
    mkdir -p "$out"
    if ! state fetch; then
        say "The state's branch can't be read, so the plan is made with the state that is beside muster.yaml."
        unset MUSTER_STATE
    elif ! late=$(state age "${MUSTER_MAX_AGE_DAYS:-7}" 2>&1); then
        say "${late/::error/::warning}"
        say "Is the schedule switched off? GitHub does that in a public repository in which nothing happens for 60 days."
    fi
    if [ -e "$folder/muster.lease" ]; then say "A run changes the state just now, or died doing it:" && head -n 6 "$folder/muster.lease"; fi
    muster plan --project "$project" --format markdown --max-bytes 60000 > "$out/plan.md" || code=$?
    summarise < "$out/plan.md"
    if [ -n "${GITHUB_ACTIONS:-}" ]; then
        muster plan --project "$project" --format github || true
    elif [ -n "${GITLAB_CI:-}" ]; then
        muster plan --project "$project" --format gitlab > "$out/gl-code-quality-report.json" 2> /dev/null || true
        muster plan --project "$project" --format junit > "$out/junit.xml" 2> /dev/null || true
        muster plan --project "$project" 2> /dev/null || true
    fi
    conclude "$code"
}

prepare() {
    local code=0 plan=$folder/.git/muster-plan
    muster plan --project "$project" --detailed-exitcode > "$plan" || code=$?
    cat "$plan"
    { muster plan --project "$project" --format markdown --max-bytes 60000 2> /dev/null || true; } | summarise
    if [ -e "$folder/muster.lease" ]; then state lease < /dev/null; fi
    # A journal that a dead run left is folded in by an apply.
    if [ "$code" = 0 ] && [ ! -e "$MUSTER_STATE.journal" ]; then
        say "There is nothing to do, so the lease is not taken."
        state good
        return
    fi
    # With 1 a plan was printed where something is only held back; an apply does the rest.
    if [ "$code" = 1 ] && [ ! -s "$plan" ]; then conclude 1; fi
    if [ "$code" = 7 ]; then conclude 7; fi
    state lease < "$plan"
}

# Runs Muster so that a cancelled job lets it end what is under way.
interruptibly() {
    local code process is_signalled=yes
    "$@" &
    process=$!
    trap 'is_signalled=yes; kill -TERM "$process" 2> /dev/null || true' INT TERM
    # A signal ends the wait too, and not what is waited for.
    while [ -n "$is_signalled" ]; do
        is_signalled=
        code=0
        wait "$process" || code=$?
    done
    trap - INT TERM
    return "$code"
}

apply() {
    local code=0
    if ! is_leased; then
        say "There was nothing to do."
        return
    fi
    interruptibly muster apply --project "$project" --yes || code=$?
    if [ "$code" = 4 ]; then muster recover --project "$project" || true; fi
    if [ "$code" = 0 ]; then state good; fi
    conclude "$code"
}

show_plan() {
    say "The plan $1:"
    muster plan --project "$project" || true
    { say "## The plan $1" && { muster plan --project "$project" --format markdown --max-bytes 60000 2> /dev/null || true; }; } | summarise
}

# The words of the one command that was asked for. Nothing else is run, whatever the inputs are.
words=()
choose() {
    local address=${MUSTER_ADDRESS:-} id=${MUSTER_ID:-} takes=address
    case ${MUSTER_COMMAND:-} in
        recover) words=(recover --yes) takes=maybe ;;
        "recover --retry") words=(recover --yes --retry) ;;
        adopt) words=(adopt --yes) takes=maybe-id ;;
        "adopt --accept-differences") words=(adopt --yes --accept-differences) takes=maybe-id ;;
        "adopt --all") words=(adopt --yes --all) takes=nothing ;;
        "state accept") words=(state accept --yes) ;;
        "state ignore") words=(state ignore --yes) takes=id ;;
        "state forget") words=(state forget --yes) ;;
        "state forget --recreate") words=(state forget --yes --recreate) ;;
        "state platform --accept") words=(state platform --yes --accept) takes=platform ;;
        "take over" | "take over without its state") words=() takes=run ;;
        *) refuse "this command is not on the list" ;;
    esac
    if [ "$takes" != platform ] && [ -n "${MUSTER_PLATFORM:-}${MUSTER_HOST:-}${MUSTER_VARIABLES:-}" ]; then
        refuse "this command takes no platform, host or variables"
    fi
    case $takes in
        run)
            check_run
            return
            ;;
        platform)
            [ -z "$address$id" ] || refuse "this command takes no address and no id"
            choose_platform "${MUSTER_PLATFORM:-}" "${MUSTER_HOST:-}" "${MUSTER_VARIABLES:-}"
            return
            ;;
        nothing) [ -z "$address$id" ] || refuse "this command takes no address and no id" ;;
        address | maybe) [ -z "$id" ] || refuse "this command takes no id" ;;
        id) [ -n "$id" ] || refuse "this command needs the id" ;;
    esac
    words+=(--project "$project")
    if [ -z "$address" ]; then
        [ "$takes" = maybe ] || [ "$takes" = nothing ] || refuse "this command needs the address"
        return
    fi
    [[ $address =~ ^[a-z0-9][a-z0-9-]*(@[A-Za-z0-9-]+)?/[a-z0-9][a-z0-9-]*$ ]] || refuse "that is no address"
    words+=(-- "$address")
    [ -n "$id" ] || return 0
    [[ $id =~ ^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$ ]] || refuse "that is no id"
    words+=("$id")
}
# What is not said is as muster.yaml has it.
choose_platform() {
    local platform=$1 host=$2 names=$3 name variables=()
    [[ $platform =~ ^[a-z0-9][a-z0-9-]{0,62}$ ]] || refuse "that is no platform's name"
    words+=(--project "$project")
    if [ -n "$host" ]; then
        [[ $host =~ ^[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:[0-9]{1,5})?$ ]] || refuse "that is no host"
        words+=(--host "$host")
    fi
    if [ -n "$names" ]; then
        [[ $names =~ ^[A-Za-z0-9_\ ]+$ ]] || refuse "variables are named one after the other, with a blank between two"
        read -r -a variables <<< "$names"
        for name in "${variables[@]}"; do
            [[ $name =~ ^[A-Za-z_][A-Za-z0-9_]{0,127}$ ]] || refuse "that is no variable's name"
            words+=(--variable "$name")
        done
    fi
    words+=(-- "$platform")
}
check_run() {
    [[ ${MUSTER_RUN:-} =~ ^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$ ]] || refuse "the dead run must be named, as the lease names it"
}
refuse() {
    if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::error title=Refused::'; else printf 'error: '; fi
    say "$1"
    exit 64
} >&2

left() {
    check_run
    # What stands before the attempt's number.
    say "run=${MUSTER_RUN%-*}" >> "${GITHUB_OUTPUT:-/dev/null}"
}

ask() {
    choose
    show_plan before
    case $MUSTER_COMMAND in
        "take over") state take-over "$MUSTER_RUN" "$work/muster-left" ;;
        "take over without its state") state take-over "$MUSTER_RUN" ;;
        *) state lease <<< "${words[*]}" ;;
    esac
}

operate() {
    local code=0
    choose
    if [ ${#words[@]} -gt 0 ]; then
        is_leased || refuse "there is no lease"
        interruptibly muster "${words[@]}" || code=$?
    fi
    show_plan after
    conclude "$code"
}

case ${1:-} in
    prepare | apply | left | ask | operate) "$1" ;;
    check) check "${2:?to which folder}" ;;
    *)
        sed -n '2,10s/^# \{0,1\}//p' "$0" >&2
        exit 64
        ;;
esac
