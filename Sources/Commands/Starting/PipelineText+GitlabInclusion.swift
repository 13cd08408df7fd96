extension PipelineText {
    /// What includes it where a repository has no pipeline yet.
    static let gitlabInclusion = #"""
        include:
          - local: /.gitlab/muster/muster.gitlab-ci.yml

        """#
}
