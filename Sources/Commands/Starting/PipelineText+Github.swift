extension PipelineText {
    /// The workflow for GitHub Actions.
    static let github = #"""
        # Muster in GitHub Actions: see the page Pipelines of Muster's reference.
        #
        # Before the first run:
        #   1. bash .github/muster/state.sh begin      puts the state on a branch of its own, muster-state
        #   2. write MUSTER_SHA256 below, and set the repository variable MUSTER_PACKAGE_URL
        #   3. make the environment `muster` (Settings > Environments), let only the default branch deploy to it, and put the credentials into it
        name: Muster

        on:
          pull_request:
          schedule:
            - cron: "17 6 * * *" # each day; Muster opens what is due, and nothing on other days
          workflow_dispatch:
            inputs:
              command:
                description: What to do
                type: choice
                required: true
                default: apply
                options:
                  - apply
                  - recover
                  - recover --retry
                  - adopt
                  - adopt --accept-differences
                  - adopt --all
                  - state accept
                  - state ignore
                  - state forget
                  - state forget --recreate
                  - state platform --accept
                  - take over
                  - take over without its state
              address:
                description: "The review, such as sox@2027-Q1/opal"
                type: string
              id:
                description: "adopt, state ignore: the vendor's id"
                type: string
              platform:
                description: "state platform: its name in muster.yaml, such as opal-eu"
                type: string
              host:
                description: "state platform: its host, if not that of muster.yaml on this branch"
                type: string
              variables:
                description: "state platform: its variables, with blanks between, if not those of muster.yaml on this branch"
                type: string
              run:
                description: "take over: the dead run, as the lease names it, such as 8123456789-1"
                type: string

        env:
          MUSTER_PROJECT: . # the folder of muster.yaml in this repository
          MUSTER_VERSION: 0.2.0
          MUSTER_SHA256: "" # of muster-0.2.0-linux-x86_64.tar.gz; it stands in the release's SHA256SUMS
          # The folder, as a URL, that has the packages. There is no public one yet. Where pull requests of forks should be checked and do not get
          # the repository's variables, write the URL here.
          MUSTER_PACKAGE_URL: ${{ vars.MUSTER_PACKAGE_URL }}
          MUSTER_MAX_AGE_DAYS: 7 # the schedule's job fails where the last good apply is older

        permissions: {}

        jobs:
          # Files alone, and no secret: safe on a stranger's fork.
          plan:
            if: github.event_name == 'pull_request'
            runs-on: ubuntu-latest
            timeout-minutes: 10
            permissions:
              contents: read
            steps:
              - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
                with:
                  persist-credentials: false
              - name: Install Muster
                run: bash .github/muster/install.sh
              - name: Plan
                run: bash .github/muster/run.sh check muster-plan
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }} # may only read here
              - name: Keep the plan for the comment
                if: ${{ !cancelled() }}
                uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0
                with:
                  name: muster-plan
                  path: muster-plan/plan.md
                  overwrite: true

          # One comment, kept up to date. It runs nothing of the pull request's, and never for a fork, which has the job's summary instead.
          comment:
            if: ${{ !cancelled() && github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository }}
            needs: plan
            runs-on: ubuntu-latest
            timeout-minutes: 5
            permissions:
              pull-requests: write
            steps:
              - uses: actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0
                with:
                  name: muster-plan
                  path: muster-plan
              - name: Comment
                run: |
                  comments="repos/$GITHUB_REPOSITORY/issues"
                  { echo "<!-- muster plan -->" && cat muster-plan/plan.md; } > body.md
                  id=$(gh api --paginate "$comments/$NUMBER/comments" --jq \
                    '.[] | select(.user.login == "github-actions[bot]" and (.body | startswith("<!-- muster plan -->"))) | .id' | head -n 1)
                  if [ -n "$id" ]; then
                    gh api --silent --method PATCH "$comments/comments/$id" --field body=@body.md
                  else
                    gh api --silent --method POST "$comments/$NUMBER/comments" --field body=@body.md
                  fi
                env:
                  GH_TOKEN: ${{ github.token }}
                  NUMBER: ${{ github.event.pull_request.number }}

          apply:
            if: >-
              github.event_name == 'schedule' || (github.event_name == 'workflow_dispatch' && inputs.command == 'apply'
              && github.ref_name == github.event.repository.default_branch)
            runs-on: ubuntu-latest
            timeout-minutes: 60
            environment: muster
            concurrency: # the next one waits. What keeps two from applying is the lease on the state's branch
              group: muster-state
              cancel-in-progress: false
            permissions:
              contents: write # the state's branch
            steps:
              # By its name: a job that is run again works from what the branch is now, and not from the commit of its first run.
              - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
                with:
                  ref: ${{ github.ref }}
                  persist-credentials: false
              - name: Install Muster
                run: bash .github/muster/install.sh
              - name: Fetch the state
                run: bash .github/muster/state.sh fetch
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Plan, and take the lease
                run: bash .github/muster/run.sh prepare
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Apply
                run: exec bash .github/muster/run.sh apply
                env:
                  CAKEWALK_API_KEY: ${{ secrets.CAKEWALK_API_KEY }}
                  CAKEWALK_API_SECRET: ${{ secrets.CAKEWALK_API_SECRET }}
                  CONDUCTORONE_CLIENT_ID: ${{ secrets.CONDUCTORONE_CLIENT_ID }}
                  CONDUCTORONE_CLIENT_SECRET: ${{ secrets.CONDUCTORONE_CLIENT_SECRET }}
                  OPAL_AUTH_TOKEN: ${{ secrets.OPAL_AUTH_TOKEN }}
              - name: Push state and journal
                if: ${{ always() }}
                run: bash .github/muster/state.sh finish
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Keep state and journal
                if: ${{ always() }}
                uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0
                with:
                  name: muster-state-${{ github.run_id }}-${{ github.run_attempt }}
                  path: |
                    ${{ runner.temp }}/muster-state/muster.state.json
                    ${{ runner.temp }}/muster-state/muster.state.json.journal
                  retention-days: 90
              - name: Was the last good apply long ago?
                if: ${{ !cancelled() }}
                run: bash .github/muster/state.sh age "$MUSTER_MAX_AGE_DAYS"

          # One command of the list above, started by hand, under the same lease. Nobody else has both the state and the credentials.
          operate:
            if: >-
              github.event_name == 'workflow_dispatch' && inputs.command != 'apply'
              && github.ref_name == github.event.repository.default_branch
            runs-on: ubuntu-latest
            timeout-minutes: 60
            environment: muster
            concurrency:
              group: muster-state
              cancel-in-progress: false
            permissions:
              contents: write # the state's branch
              actions: read # what a dead run left
            env:
              # Through the environment alone: nothing that a person types becomes part of a script.
              MUSTER_COMMAND: ${{ inputs.command }}
              MUSTER_ADDRESS: ${{ inputs.address }}
              MUSTER_ID: ${{ inputs.id }}
              MUSTER_PLATFORM: ${{ inputs.platform }}
              MUSTER_HOST: ${{ inputs.host }}
              MUSTER_VARIABLES: ${{ inputs.variables }}
              MUSTER_RUN: ${{ inputs.run }}
            steps:
              - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
                with:
                  ref: ${{ github.ref }}
                  persist-credentials: false
              - name: Install Muster
                run: bash .github/muster/install.sh
              - name: Fetch the state
                run: bash .github/muster/state.sh fetch
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Which run left its state?
                if: inputs.command == 'take over'
                id: left
                run: bash .github/muster/run.sh left
              - name: Fetch what the dead run left
                if: inputs.command == 'take over'
                uses: actions/download-artifact@37930b1c2abaa49bbe596cd826c3c89aef350131 # v7.0.0
                with:
                  name: muster-state-${{ inputs.run }}
                  path: ${{ runner.temp }}/muster-left
                  run-id: ${{ steps.left.outputs.run }}
                  github-token: ${{ github.token }}
              - name: Plan, and take the lease
                run: bash .github/muster/run.sh ask
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Operate
                run: exec bash .github/muster/run.sh operate
                env:
                  CAKEWALK_API_KEY: ${{ secrets.CAKEWALK_API_KEY }}
                  CAKEWALK_API_SECRET: ${{ secrets.CAKEWALK_API_SECRET }}
                  CONDUCTORONE_CLIENT_ID: ${{ secrets.CONDUCTORONE_CLIENT_ID }}
                  CONDUCTORONE_CLIENT_SECRET: ${{ secrets.CONDUCTORONE_CLIENT_SECRET }}
                  OPAL_AUTH_TOKEN: ${{ secrets.OPAL_AUTH_TOKEN }}
              - name: Push state and journal
                if: ${{ always() }}
                run: bash .github/muster/state.sh finish
                env:
                  MUSTER_GIT_TOKEN: ${{ github.token }}
              - name: Keep state and journal
                if: ${{ always() }}
                uses: actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0
                with:
                  name: muster-state-${{ github.run_id }}-${{ github.run_attempt }}
                  path: |
                    ${{ runner.temp }}/muster-state/muster.state.json
                    ${{ runner.temp }}/muster-state/muster.state.json.journal
                  retention-days: 90

        """#
}
