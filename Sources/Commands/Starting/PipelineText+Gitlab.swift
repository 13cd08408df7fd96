extension PipelineText {
    /// The pipeline for GitLab.
    static let gitlab = #"""
        # Muster in GitLab CI/CD: see the page Pipelines of Muster's reference.
        #
        # Before the first run:
        #   1. bash .gitlab/muster/state.sh begin      puts the state on a branch of its own, muster-state; don't protect it
        #   2. write MUSTER_SHA256 below, and set the CI/CD variable MUSTER_PACKAGE_URL
        #   3. Settings > CI/CD > Job token permissions: allow Git push requests to the repository
        #   4. set the credentials as CI/CD variables, masked and protected: merge requests don't get those
        #   5. Build > Pipeline schedules: once a day, on the default branch
        #
        # For something by hand: Build > Pipelines > New pipeline, on the default branch, with MUSTER_COMMAND.

        variables:
          MUSTER_PROJECT: . # the folder of muster.yaml in this repository
          MUSTER_VERSION: 0.2.0
          MUSTER_SHA256: "" # of muster-0.2.0-linux-x86_64.tar.gz; it stands in the release's SHA256SUMS
          # The folder, as a URL, that has the packages. There is no public one yet. A CI/CD variable of this name goes before it; merge requests from
          # forks run in the fork's own project, which has none: where those should be checked, write the URL here.
          MUSTER_PACKAGE_URL: ""
          MUSTER_MAX_AGE_DAYS: "7" # the schedule's job fails where the last good apply is older
          MUSTER_COMMAND:
            description: What to do
            value: nothing
            options:
              - nothing
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
          MUSTER_ADDRESS:
            description: "The review, such as sox@2027-Q1/opal"
            value: ""
          MUSTER_ID:
            description: "adopt, state ignore: the vendor's id"
            value: ""
          MUSTER_PLATFORM:
            description: "state platform: its name in muster.yaml, such as opal-eu"
            value: ""
          MUSTER_HOST:
            description: "state platform: its host, if not that of muster.yaml on this branch"
            value: ""
          MUSTER_VARIABLES:
            description: "state platform: its variables, with blanks between, if not those of muster.yaml on this branch"
            value: ""
          MUSTER_RUN:
            description: "take over: the dead job, as the lease names it, such as 8123456789"
            value: ""

        .muster:
          image: buildpack-deps:bookworm-scm # git and curl; pin it by its digest as your other images
          interruptible: false
          timeout: 1 hour
          variables:
            MUSTER_WORK: /tmp/muster-$CI_JOB_ID
            MUSTER_STATE_URL: $CI_PROJECT_URL.git
            MUSTER_GIT_USER: gitlab-ci-token
            MUSTER_GIT_TOKEN: $CI_JOB_TOKEN

        # Files alone, and no secret: safe on a stranger's fork.
        muster-plan:
          extends: .muster
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
              variables:
                MUSTER_STATE_URL: $CI_MERGE_REQUEST_PROJECT_URL.git
          script:
            - bash .gitlab/muster/install.sh
            - bash .gitlab/muster/run.sh check muster-plan
          artifacts:
            when: always
            paths: [muster-plan/plan.md]
            reports:
              codequality: muster-plan/gl-code-quality-report.json
              junit: muster-plan/junit.xml

        # One at a time, the next one waits. What keeps two from applying is the lease on the state's branch.
        .muster-writes:
          extends: .muster
          resource_group: muster-state
          before_script:
            # By its name: a job that is run again works from what the branch is now, and not from the commit of its first run.
            - git fetch --quiet --depth 1 origin "refs/heads/$CI_DEFAULT_BRANCH"
            - git checkout --quiet --detach FETCH_HEAD
            - bash .gitlab/muster/install.sh
            - bash .gitlab/muster/state.sh fetch
          after_script:
            - bash .gitlab/muster/state.sh keep muster-left.tar || true
            # For a job that was cancelled or failed; the others have done it.
            - bash .gitlab/muster/state.sh finish
            - rm -rf -- "$MUSTER_WORK"
          artifacts:
            name: muster-state-$CI_JOB_ID
            when: always
            paths: [muster-left.tar]
            expire_in: 90 days

        muster-apply:
          extends: .muster-writes
          rules:
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "schedule"
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "web" && $MUSTER_COMMAND == "apply"
          script:
            - bash .gitlab/muster/run.sh prepare
            - code=0; bash .gitlab/muster/run.sh apply || code=$?
            - bash .gitlab/muster/state.sh finish
            - bash .gitlab/muster/state.sh age "$MUSTER_MAX_AGE_DAYS"
            - exit "$code"

        # One command of the list above, started by hand, under the same lease. Nobody else has both the state and the credentials.
        muster-operate:
          extends: .muster-writes
          rules:
            - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == "web" && $MUSTER_COMMAND != "apply" && $MUSTER_COMMAND != "nothing"
          script:
            - |
              if [ "$MUSTER_COMMAND" = "take over" ]; then
                bash .gitlab/muster/run.sh left
                mkdir -p "$MUSTER_WORK/muster-left"
                curl --fail --silent --show-error --location --header "JOB-TOKEN: $CI_JOB_TOKEN" --output muster-left.tar \
                  -- "$CI_API_V4_URL/projects/$CI_PROJECT_ID/jobs/$MUSTER_RUN/artifacts/muster-left.tar"
                tar -xf muster-left.tar -C "$MUSTER_WORK/muster-left"
              fi
            - bash .gitlab/muster/run.sh ask
            - code=0; bash .gitlab/muster/run.sh operate || code=$?
            - bash .gitlab/muster/state.sh finish
            - exit "$code"

        """#
}
