package stride.cli;

/** What the process tells its caller. */
public final class ExitCode {
    /** All done. */
    public static final int DONE = 0;
    /** A fault of Stride's own. */
    public static final int FAULT = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** The input can't be used: missing, malformed, unfit. */
    public static final int INPUT = 3;
    /** The numbers failed: training diverged, a decomposition did not converge. */
    public static final int NUMERIC = 4;
    /** The output can't be written. */
    public static final int OUTPUT = 5;

    private ExitCode() {}
}
