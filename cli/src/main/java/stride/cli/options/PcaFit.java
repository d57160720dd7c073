package stride.cli.options;

/** The bins that components are fitted on. */
enum PcaFit {
    TRAIN,
    ALL
}
