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

    /**
     * Translates the characters that begin at or after {@code start} until {@code target} is full. Without branches: in
     * floats every other byte is above 127, at random, and with branches it took a quarter longer.
     */
    private void translate(long start, byte[] target) {
        byte[] piece = new byte[STEP];
        int done = 0;
        int afterLead = 0;
        int lead = 0;
        int wrong = 0;
        // A step may begin with the second half of a character: it belongs to the step before.
        long at = start > 0 && isContinuation(text.get(JAVA_BYTE, start)) ? start + 1 : start;
        while (done < target.length && at < text.byteSize()) {
            int n = (int) Math.min(STEP, text.byteSize() - at);
            MemorySegment.copy(text, JAVA_BYTE, at, piece, 0, n);
            for (int i = 0; i < n && done < target.length; i++) {
                int b = piece[i];
                int above = (b >>> 7) & 1;
                int continues = above & ~(b >> 6);
                int leads = above & ~continues;
                // C2 and C3 may lead; C2 leaves the byte behind it as it is, C3 sets its sixth bit.
                wrong |= (continues ^ afterLead) | (-leads & (b ^ 0xc2) & 0x3e);
                target[done] = (byte) (b | ((lead & continues) << 6));
                done += 1 - leads;
                lead = b & 1;
                afterLead = leads;
            }
            at += n;
        }
        if (wrong != 0 || done < target.length) {
            throw new DataException(array, "holds text where the bytes of numbers belong; copy the file again");
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
}
