/// The texts of `Examples/pipelines`, byte for byte: the program has no files beside itself. A test compares them, and with
/// `MUSTER_RECORD=1` writes them anew.
enum PipelineText {}
