package stride.data.download;

import java.time.Duration;
import java.util.OptionalLong;

/** Is told how a download goes. Called from the thread that downloads. */
public interface DownloadWatcher {
    /** Asks for nothing to be told. */
    DownloadWatcher NONE = new DownloadWatcher() {
        @Override
        public void begins(long kept, OptionalLong size) {}

        @Override
        public void received(long bytes, OptionalLong size) {}

        @Override
        public void waits(String reason, Duration wait) {}

        @Override
        public void checked(long bytes, long size) {}
    };

    /** An attempt begins behind the bytes that are already there. */
    void begins(long kept, OptionalLong size);

    /** So many bytes of the whole are there. */
    void received(long bytes, OptionalLong size);

    /** An attempt failed, and the next begins after a wait. */
    void waits(String reason, Duration wait);

    /** So many bytes have gone into the checksum of the whole, which is there. */
    void checked(long bytes, long size);
}
