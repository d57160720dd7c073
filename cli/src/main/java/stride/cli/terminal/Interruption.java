package stride.cli.terminal;

/** What is still to be done, and said, when a signal ends the process: Ctrl-C gives it a moment, no more. */
public final class Interruption implements AutoCloseable {
    private static volatile boolean begun;

    private final Thread hook;

    /** Until this is closed, a signal runs this before the process ends. */
    public Interruption(Runnable lastWords) {
        hook = new Thread(() -> {
            begun = true;
            lastWords.run();
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Lets a thread whose process is about to end wait for that: what fails in it now does so because files are taken
     * away under it, and is no news.
     */
    public static void silence() {
        while (begun) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            silence();
        }
    }
}
