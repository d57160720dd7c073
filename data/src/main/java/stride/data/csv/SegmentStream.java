package stride.data.csv;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;

/** The bytes of a mapped file as a stream, of any length. */
final class SegmentStream extends InputStream {
    private final MemorySegment bytes;
    private long position;

    SegmentStream(MemorySegment bytes) {
        this.bytes = bytes;
    }

    @Override
    public int read() {
        return position < bytes.byteSize() ? bytes.get(JAVA_BYTE, position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int at, int length) {
        int n = (int) Math.min(length, bytes.byteSize() - position);
        if (n == 0 && length > 0) {
            return -1;
        }
        MemorySegment.copy(bytes, JAVA_BYTE, position, target, at, n);
        position += n;
        return n;
    }
}
