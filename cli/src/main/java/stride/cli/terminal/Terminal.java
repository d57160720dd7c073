package stride.cli.terminal;

import java.io.PrintStream;

/**
 * Where results and messages go: results to stdout, everything else to stderr.
 *
 * @param out   results
 * @param err   messages and progress
 * @param quiet whether messages and progress are kept back
 * @param live  whether stderr is a terminal, so that a line can be written over
 */
public record Terminal(PrintStream out, PrintStream err, boolean quiet, boolean live) {
    /** The process's own streams. The launcher knows whether stderr is a terminal; Java itself can't tell. */
    public static Terminal ofProcess(boolean quiet) {
        return new Terminal(System.out, System.err, quiet, Boolean.getBoolean("stride.terminal"));
    }

    /** Says something that is not a result. */
    public void message(String text) {
        if (!quiet) {
            err.println(text);
        }
    }

    /** A result in words, in lines that the terminal has room for. */
    public void paragraph(String text) {
        Wrapped.lines(text, columns()).forEach(out::println);
    }

    /** A progress line for a task that begins now. */
    public ProgressLine progress(String label, String unit) {
        return new ProgressLine(this, label, unit);
    }

    /** Whether results may be coloured: stdout is a terminal that can, and the user does not object by NO_COLOR. */
    public boolean colour() {
        String unwanted = System.getenv("NO_COLOR");
        return Boolean.getBoolean("stride.colour")
                && (unwanted == null || unwanted.isEmpty())
                && !"dumb".equals(System.getenv("TERM"));
    }

    /** The width that tables may take: what the launcher found, else 100. */
    public int columns() {
        return Math.max(40, Integer.getInteger("stride.columns", 100));
    }
}
