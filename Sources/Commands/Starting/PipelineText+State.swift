extension PipelineText {
    /// The script that keeps state on its branch.
    static let state = #"""
        #!/usr/bin/env bash
        # Muster's state on a branch of its own, and the lease that lets one job at a time change it.
        #
        #   state.sh begin [FOLDER]           once, by a person: makes the branch from the state that `muster init` made in the project
        #   state.sh fetch                    checks the branch out by its name: what is newest, whatever commit the job is of
        #   state.sh lease < TEXT             takes the lease; TEXT says what for. Ends with 75 where somebody else has it
        #   state.sh take-over RUN [FOLDER]   takes it from a run that is dead, with the state and journal in FOLDER
        #   state.sh good                     notes that an apply ended well
        #   state.sh age DAYS                 fails where the last that did was longer ago when the branch was fetched
        #   state.sh keep FILE                puts state and journal into a tar file
        #   state.sh finish                   pushes state and journal, and gives the lease back; does nothing without one
        #
        # The lease is a commit, and a push that is not a fast-forward is refused: of two jobs one gets it. Nothing is ever forced.
        # MUSTER_GIT_TOKEN, where it is set, may fetch the branch and push it.
        set -euo pipefail

        branch=${MUSTER_STATE_BRANCH:-muster-state}
        work=${MUSTER_WORK:-${RUNNER_TEMP:-$(git rev-parse --absolute-git-dir)}}
        folder=$work/muster-state
        # What this run knows of itself. It is no part of the branch.
        held=$folder/.git/muster-held
        before=$folder/.git/muster-good

        export PATH=$work/muster/bin:$PATH GIT_TERMINAL_PROMPT=0
        if [ -n "${MUSTER_GIT_TOKEN:-}" ]; then
            export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=credential.helper
            # The token stays in the environment: it is on no command line and in no file.
            # shellcheck disable=SC2016
            export GIT_CONFIG_VALUE_0='!f() { echo "username=${MUSTER_GIT_USER:-x-access-token}"; echo "password=$MUSTER_GIT_TOKEN"; }; f'
        fi

        if [ -n "${GITHUB_RUN_ID:-}" ]; then
            run=$GITHUB_RUN_ID-${GITHUB_RUN_ATTEMPT:-1}
            page=${GITHUB_SERVER_URL:-}/${GITHUB_REPOSITORY:-}/actions/runs/$GITHUB_RUN_ID
        else
            run=${CI_JOB_ID:-$(uname -n)-$$}
            page=${CI_JOB_URL:-}
        fi

        say() { printf '%s\n' "$*"; }
        fail() {
            local code=$1
            shift
            if [ -n "${GITHUB_ACTIONS:-}" ]; then printf '::error title=Muster state::'; else printf 'error: ' >&2; fi
            say "$*"
            exit "$code"
        } >&2
        in_state() { git -C "$folder" -c user.name=muster -c user.email=muster@localhost -c core.hooksPath=/dev/null "$@"; }
        url() { printf '%s' "${MUSTER_STATE_URL:-$(git remote get-url origin)}"; }
        # Tries a few times what may fail because of the network.
        patiently() {
            local wait
            for wait in 2 4 8 16; do
                if "$@"; then return 0; fi
                sleep "$wait"
            done
            "$@"
        }

        # Pushes what was committed. 75: the branch is somebody else's now. 1: it could not be pushed.
        push() {
            local wait tip was=$1
            for wait in 2 4 8 16 0; do
                if in_state push -q origin "HEAD:refs/heads/$branch"; then return 0; fi
                # Whether it was refused or an answer was lost: the branch itself says.
                if tip=$(in_state ls-remote origin "refs/heads/$branch"); then
                    tip=${tip%%[[:space:]]*}
                    if [ "$tip" = "$(in_state rev-parse HEAD)" ]; then return 0; fi
                    if [ "$tip" != "$was" ]; then return 75; fi
                fi
                sleep "$wait"
            done
            return 1
        }

        holder() { in_state show "$1:muster.lease" 2> /dev/null | head -n 6; }

        begin() {
            local project=${1:-.} new
            [ -f "$project/muster.state.json" ] || fail 1 "there is no $project/muster.state.json: muster init makes it"
            if [ -n "$(git ls-remote "$(url)" "refs/heads/$branch")" ]; then fail 1 "there is a branch $branch already"; fi
            new=$(mktemp -d)
            folder=$new
            git init -q -b "$branch" "$new"
            cp "$project/muster.state.json" "$new/muster.state.json"
            good_line > "$new/muster.good"
            cat > "$new/README.md" << 'TEXT'
        What Muster has created. Written by the pipeline; see the Pipelines page of Muster's reference.
        While `muster.lease` is here, the run that it names changes the state. Never edit, merge or force-push this branch.
        TEXT
            in_state add -A
            in_state commit -q -m "Begin with the state that init made"
            in_state push -q "$(url)" "HEAD:refs/heads/$branch"
            rm -rf -- "$new"
            rm -- "$project/muster.state.json"
            say "The state is on the branch $branch now, and $project/muster.state.json is gone: commit that."
            say "To plan here: bash $0 fetch"
        }

        fetch() {
            local found
            found=$(patiently git ls-remote "$(url)" "refs/heads/$branch")
            [ -n "$found" ] || fail 1 "there is no branch $branch yet: state.sh begin makes it"
            if [ -d "$folder/.git" ]; then
                patiently in_state fetch -q origin "+refs/heads/$branch:refs/remotes/origin/$branch"
                in_state merge -q --ff-only "origin/$branch"
            else
                patiently git clone -q --single-branch --branch "$branch" --depth 1 -- "$(url)" "$folder"
            fi
            [ -f "$folder/muster.state.json" ] || fail 1 "the branch $branch has no muster.state.json"
            cp "$folder/muster.good" "$before"
            say "State of $(in_state log -1 --format='%h, %cI: %s')"
            if [ -z "${CI:-}" ]; then say "export MUSTER_STATE='$folder/muster.state.json'"; fi
        }

        lease() {
            local was
            if [ -e "$folder/muster.lease" ]; then
                say "$(holder HEAD)"
                fail 75 "another run has the lease. If it is dead, take it over by its name: see the page Pipelines"
            fi
            was=$(in_state rev-parse HEAD)
            write_lease
            in_state add muster.lease
            in_state commit -q -m "Run $run takes the lease"
            push_lease "$was"
        }

        # Who has the lease, and on standard input what for.
        write_lease() {
            {
                say "run: $run"
                say "page: $page"
                say "machine: $(uname -n)"
                say "since: $(date -u +%Y-%m-%dT%H:%M:%SZ)"
                say "commit: $(git rev-parse HEAD)"
                say "by: ${GITHUB_ACTOR:-${GITLAB_USER_LOGIN:-${USER:-}}}"
                say ""
                cat
            } > "$folder/muster.lease"
        }

        push_lease() {
            local code=0
            # Before the push: should its answer be lost, the lease is given back all the same.
            : > "$held"
            push "$1" || code=$?
            if [ "$code" = 75 ]; then
                rm -- "$held"
                in_state fetch -q --depth 1 origin "refs/heads/$branch"
                say "$(holder FETCH_HEAD)"
                fail 75 "another run was faster, so nothing was begun here: run this job again when that one has ended"
            fi
            [ "$code" = 0 ] || fail 1 "the lease can't be pushed to the branch $branch"
            say "Run $run has the lease."
        }

        take_over() {
            local dead=$1 from=${2:-} was how="without its state"
            [ -e "$folder/muster.lease" ] || fail 1 "there is no lease to take over"
            if [ "$(sed -n 's/^run: //p' "$folder/muster.lease" | head -n 1)" != "$dead" ]; then
                say "$(holder HEAD)"
                fail 1 "that lease is not the one of the run that was named"
            fi
            say "What the run was about:"
            cat "$folder/muster.lease"
            was=$(in_state rev-parse HEAD)
            if [ -n "$from" ]; then
                how="with its state"
                restore "$from"
            fi
            say "in place of run $dead, $how" | write_lease
            in_state add -A -- muster.lease
            add_state
            in_state commit -q -m "Run $run takes the lease over from run $dead, $how"
            push_lease "$was"
        }

        # Takes the files that a run left, if they follow on those of the branch.
        restore() {
            local from=$1
            [ -f "$from/muster.state.json" ] || fail 1 "what run left has no muster.state.json"
            if [ "$(serial "$from")" -lt "$(serial "$folder")" ]; then
                fail 1 "the state that the run left is older than that of the branch $branch"
            fi
            cp "$from/muster.state.json" "$folder/muster.state.json"
            rm -f -- "$folder/muster.state.json.journal"
            if [ -f "$from/muster.state.json.journal" ]; then cp "$from/muster.state.json.journal" "$folder/"; fi
            if ! MUSTER_STATE=$folder/muster.state.json muster state list --project "${MUSTER_PROJECT:-.}" > /dev/null; then
                fail 1 "what the run left can't be used"
            fi
        }
        serial() { sed -n 's/^ *"serial": *\([0-9][0-9]*\),*$/\1/p' "$1/muster.state.json" | head -n 1; }

        # Not the lock, nor what a killed process left half written.
        add_state() {
            local name
            for name in muster.state.json muster.state.json.journal muster.good; do
                if [ -e "$folder/$name" ]; then
                    in_state add -f -- "$name"
                else
                    in_state rm -q --cached --ignore-unmatch -- "$name"
                fi
            done
        }

        good_line() { say "$(date +%s) $(date -u +%Y-%m-%dT%H:%M:%SZ), run $run"; }
        seconds() { sed -n '1s/^\([0-9][0-9]*\) .*/\1/p' "$1"; }

        good() {
            local was
            # With the lease it goes with the rest.
            if [ -e "$held" ]; then
                good_line > "$folder/muster.good"
                return
            fi
            # A commit a day is enough to say that schedules run.
            if [ "$(($(date +%s) - $(seconds "$folder/muster.good")))" -lt 86400 ]; then return; fi
            was=$(in_state rev-parse HEAD)
            good_line > "$folder/muster.good"
            in_state commit -q -m "Run $run found nothing to do" -- muster.good
            push "$was" || say "Not noted: the branch $branch has moved on."
        }

        age() {
            local days=$1
            if [ "$(($(date +%s) - $(seconds "$before")))" -gt "$((days * 86400))" ]; then
                fail 1 "before this run the last good apply was longer ago than $days days: $(sed 's/^[0-9]* //' "$before"). Look at what it should have opened meanwhile"
            fi
        }

        finish() {
            local code=0 was
            if [ ! -e "$held" ]; then
                say "This run has no lease to give back."
                return
            fi
            # As long as one of its processes lives, what it does must not be missed.
            if command -v flock > /dev/null && [ -e "$folder/muster.state.json.lock" ]; then
                flock -w 30 "$folder/muster.state.json.lock" true || fail 1 "Muster still runs: the lease stays"
            fi
            [ -f "$folder/muster.state.json" ] || fail 1 "muster.state.json is gone: the lease stays"
            # It may be committed already, and only the push have failed.
            if [ -e "$folder/muster.lease" ]; then
                in_state rm -q -- muster.lease
                add_state
                in_state commit -q -m "Run $run gives the lease back"
            fi
            was=$(in_state rev-parse HEAD^)
            push "$was" || code=$?
            if [ "$code" != 0 ]; then
                fail "$code" "state and journal can't be pushed: they are in this job's artifact, and the lease must be taken over with it: see the page Pipelines"
            fi
            rm -- "$held"
            say "State and journal are on the branch $branch, and the lease is given back."
        }

        keep() {
            local names=(muster.state.json)
            [ -e "$folder/muster.state.json" ] || fail 1 "there is no state to keep"
            if [ -e "$folder/muster.state.json.journal" ]; then names+=(muster.state.json.journal); fi
            tar -cf "$1" -C "$folder" "${names[@]}"
        }

        case ${1:-} in
            begin) begin "${2:-.}" ;;
            fetch | lease | good | finish) "$1" ;;
            take-over) take_over "${2:?which run}" "${3:-}" ;;
            keep) keep "${2:?in which file}" ;;
            age) age "${2:?how many days}" ;;
            *)
                sed -n '2,15s/^# \{0,1\}//p' "$0" >&2
                exit 64
                ;;
        esac

        """#
}
