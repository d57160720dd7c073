package stride.data.download;

import java.time.Duration;

/**
 * How long a server is waited for, and how often it is asked.
 *
 * @param connect   until a connection stands
 * @param idle      until the answer begins, and between any two pieces of it
 * @param attempts  in a row that may bring next to nothing before the download is given up, at least 1
 * @param firstWait before the second attempt; doubled for each further one
 */
public record Patience(Duration connect, Duration idle, int attempts, Duration firstWait) {
    /** For a server across the internet: at most five attempts, 15 s of waiting between them. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofSeconds(20), Duration.ofSeconds(30), 5, Duration.ofSeconds(1));

    /** The wait after so many failures in a row, from 1. */
    Duration waitAfter(int failures) {
        return firstWait.multipliedBy(1L << Math.min(failures - 1, 10));
    }
}
