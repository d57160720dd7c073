package stride.data.binary;

import stride.data.DataException;

/**
 * What the arrays of one file claim to hold, all of them together. Compression and references let a small file claim any
 * size: an archive of zeros, a thousand names for one array, a dataset that was never written. Each alone may be within
 * what its format can mean; to read them all, as a survey of the file does, would take for ever.
 */
public final class Claims {
    /** Recordings shrink to a half or a tenth; counts of spikes that are nearly all zero to a fiftieth. */
    private static final int BEST_RATIO = 100;

    /** A file of a few bytes may hold this much even so. */
    private static final long ALWAYS = 64L << 20;

    private final String file;
    private final long most;
    private long claimed;
    private long kept;

    /**
     * Nothing is claimed yet.
     *
     * @param file   for messages
     * @param length the file's bytes
     */
    public Claims(String file, long length) {
        this.file = file;
        this.most = ALWAYS + BEST_RATIO * length;
    }

    /**
     * Books an array whose elements do not lie in the file one by one, or that lie there for other arrays as well.
     *
     * @throws DataException if the file's arrays now claim more than any recording of its length holds
     */
    public synchronized void claim(String array, long bytes) {
        claimed += bytes;
        if (bytes < 0 || bytes > most || claimed > most) {
            throw new DataException(
                    file,
                    "%s: arrays of %d MB together are claimed, more than a hundred times the file's length; do not trust it, or save them uncompressed"
                            .formatted(array, Math.max(claimed, bytes) >> 20));
        }
    }

    /**
     * Books memory that is taken until the file is closed.
     *
     * @throws DataException if that is more than this process may take
     */
    synchronized void keep(String array, long bytes) {
        if (bytes > Runtime.getRuntime().maxMemory() - kept) {
            throw new DataException(
                    file,
                    "%s takes %d MB decompressed; save it uncompressed or start java with a larger -Xmx"
                            .formatted(array, bytes >> 20));
        }
        kept += bytes;
    }
}
