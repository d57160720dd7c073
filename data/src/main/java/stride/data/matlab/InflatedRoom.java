package stride.data.matlab;

import stride.data.DataException;

/** What the structs of one file may take in memory together, decompressed: a bomb may be spread over many of them. */
final class InflatedRoom {
    private final String file;
    private long left = Runtime.getRuntime().maxMemory();

    InflatedRoom(String file) {
        this.file = file;
    }

    void take(long bytes) {
        left -= bytes;
        if (left < 0) {
            throw new DataException(
                    file, "its structs and cells take too much memory decompressed; start java with a larger -Xmx");
        }
    }
}
