package stride.cli.terminal;

import stride.model.Progress;

/**
 * How far a task has come, with its rate and the time that remains, on stderr: one line written over on a terminal, a
 * plain line now and then elsewhere. Nothing is shown of a task that takes less than a second.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final double FIRST = 1;
    /** What remains is not guessed before this share is done: the JVM is still compiling. */
    private static final double FIRST_ESTIMATE = 0.03;

    private static final double LIVE_INTERVAL = 0.2;
    private static final double PLAIN_INTERVAL = 10;

    private final Terminal terminal;
    private final String label;
    private final String unit;
    private final long began = System.nanoTime();
    private double shown = Double.NEGATIVE_INFINITY;
    private int width;
    private String stage = "";
    private long done;
    private long of;
    /** What was done before any time was spent on it, and when that was. */
    private long from;

    private long since = began;

    ProgressLine(Terminal terminal, String label, String unit) {
        this.terminal = terminal;
        this.label = label;
        this.unit = unit;
    }

    /** So much was done already, or is to be done again: rate and remaining time are counted from here. */
    public synchronized void from(long done) {
        from = done;
        since = System.nanoTime();
    }

    @Override
    public synchronized void at(long done, long of) {
        this.done = done;
        this.of = of;
        double seconds = seconds();
        double interval = terminal.live() ? LIVE_INTERVAL : PLAIN_INTERVAL;
        if (terminal.quiet() || seconds < FIRST || seconds - shown < interval) {
            return;
        }
        shown = seconds;
        print(text(done, of, (System.nanoTime() - since) * 1e-9));
    }

    @Override
    public synchronized void stage(String name) {
        stage = name;
    }

    private String text(long done, long of, double seconds) {
        double share = of == 0 ? 1 : (double) done / of;
        double newShare = of == from ? 1 : (double) (done - from) / (of - from);
        String left = newShare < FIRST_ESTIMATE ? "" : ", %s left".formatted(time(seconds / newShare - seconds));
        String rate = unit.isEmpty() ? "" : ", " + rate((done - from) / seconds);
        String under = stage.isEmpty() ? "" : ", " + stage;
        return "%s: %3.0f %%%s%s%s".formatted(label, 100 * share, under, rate, left);
    }

    private String rate(double perSecond) {
        return perSecond >= 10 || perSecond == 0
                ? "%.0f %s/s".formatted(perSecond, unit)
                : "%.2g %s/s".formatted(perSecond, unit);
    }

    private static String time(double seconds) {
        long whole = Math.round(seconds);
        return "%d:%02d".formatted(whole / 60, whole % 60);
    }

    private void print(String whole) {
        String text = whole;
        if (terminal.live()) {
            // A line that the terminal breaks could not be written over.
            text = text.substring(0, Math.min(text.length(), terminal.columns() - 1));
            String padding = " ".repeat(Math.max(0, width - text.length()));
            terminal.err().print("\r" + text + padding);
            terminal.err().flush();
            width = text.length();
        } else {
            terminal.err().println(text);
        }
    }

    /** Takes the line away, and says how long the task took, and how far it came, if it was shown at all. */
    @Override
    public synchronized void close() {
        if (shown == Double.NEGATIVE_INFINITY) {
            return;
        }
        print(
                done >= of
                        ? "%s: done in %s".formatted(label, time(seconds()))
                        : "%s: ended at %.0f %% after %s".formatted(label, 100.0 * done / of, time(seconds())));
        if (terminal.live()) {
            terminal.err().println();
        }
    }

    private double seconds() {
        return (System.nanoTime() - began) * 1e-9;
    }
}
