package stride.data.pickle;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Locale;
import stride.data.DataException;
import stride.data.binary.Payload;

/**
 * Bytes that are written as UTF-8 text, one character for each, as protocol 2 does: up to 127 in one byte, from 128 on
 * in two. They are translated back block by block.
 *
 * <p>To find a byte without translating all that lie before it, an index says how many characters begin before every
 * 4096th byte of the text. It is made on first use, in one pass.
 */
final class Latin1Payload implements Payload {
    private static final int STEP = 4096;

    private final String array;
    private final MemorySegment text;
    private final long size;
    private long[] index;

    /**
     * Describes the bytes; nothing is read.
     *
     * @param array the file and the array, for messages
     * @param text  the characters in UTF-8
     * @param size  how many characters there must be
     */
    Latin1Payload(String array, MemorySegment text, long size) {
        this.array = array;
        this.text = text;
        this.size = size;
    }

    /** Whether Python takes this name for latin-1. */
    static boolean isLatin1(String encoding) {
        String name = encoding.toLowerCase(Locale.ROOT).replace('_', '-');
        return name.equals("latin1") || name.equals("latin-1") || name.equals("iso-8859-1");
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public MemorySegment bytes(long offset, int length) {
        long[] before = index();
        int found = Arrays.binarySearch(before, offset);
        // Where several steps begin with the same count, any of them will do: no character begins between them.
        int step = found >= 0 ? found : -found - 2;
        long skipped = offset - before[step];
        byte[] target = new byte[Math.toIntExact(skipped) + length];
        translate((long) step * STEP, target);
        return MemorySegment.ofArray(target).asSlice(skipped, length);
    }

    /** Translates the characters that begin at or after {@code start} until {@code target} is full. */
    private void translate(long start, byte[] target) {
        byte[] piece = new byte[STEP];
        int done = 0;
        boolean valid = true;
        // A step may begin with the second half of a character: it belongs to the step before.
        int lead = 0;
        boolean first = true;
        long at = start;
        while (done < target.length || lead != 0) {
            int n = (int) Math.min(STEP, text.byteSize() - at);
            if (n <= 0) {
                valid = false;
                break;
            }
            MemorySegment.copy(text, JAVA_BYTE, at, piece, 0, n);
            int i = first && start > 0 && isContinuation(piece[0]) ? 1 : 0;
            first = false;
            for (; i < n && (done < target.length || lead != 0); i++) {
                int b = piece[i];
                if (lead != 0) {
                    valid &= isContinuation(b);
                    target[done++] = (byte) ((lead << 6) | (b & 0x3f));
                    lead = 0;
                } else if (b >= 0) {
                    target[done++] = (byte) b;
                } else {
                    lead = b;
                    valid &= (b & 0xfe) == 0xc2;
                }
            }
            at += n;
        }
        if (!valid) {
            throw malformed();
        }
    }

    private synchronized long[] index() {
        if (index == null) {
            index = count();
        }
        return index;
    }

    private long[] count() {
        int steps = Math.toIntExact((text.byteSize() + STEP - 1) / STEP);
        long[] before = new long[Math.max(1, steps)];
        byte[] piece = new byte[STEP];
        long characters = 0;
        for (int step = 0; step < steps; step++) {
            before[step] = characters;
            int n = (int) Math.min(STEP, text.byteSize() - (long) step * STEP);
            MemorySegment.copy(text, JAVA_BYTE, (long) step * STEP, piece, 0, n);
            int begun = 0;
            for (int i = 0; i < n; i++) {
                begun += piece[i] >= -64 ? 1 : 0;
            }
            characters += begun;
        }
        if (characters != size) {
            throw new DataException(
                    array, "%d bytes are needed, but %d are there; copy the file again".formatted(size, characters));
        }
        return before;
    }

    private static boolean isContinuation(int b) {
        return b < -64;
    }

    private DataException malformed() {
        return new DataException(array, "holds text where the bytes of numbers belong; copy the file again");
    }
}
