package stride.data.numpy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The end of a zip archive: a record for each entry, and where they begin. With zip64's wide numbers where four bytes
 * do not do.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format's description, 4.3.12 to 4.3.16</a>
 */
final class ZipDirectory {
    /** Numbers of four bytes that say: see the zip64 field. */
    static final long SEE_ZIP64 = 0xffff_ffffL;

    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int CENTRAL_SIZE = 46;
    private static final int ZIP64_SIZE = 28;
    private static final int ENDS_SIZE = 56 + 20 + 22;

    private static final short PLAIN = 20;
    private static final short WIDE = 45;
    private static final short UTF8 = 1 << 11;
    /** 1 January 1980, zip's first day: the same arrays make the same bytes. */
    private static final short DATE = 0x21;

    /**
     * An entry that has been written.
     *
     * @param local where its local header begins
     */
    record Written(byte[] name, long size, int crc, long local) {}

    private ZipDirectory() {}

    /** The directory, to be written at {@code at}. */
    static ByteBuffer of(List<Written> entries, long at, long zip64From) {
        int names = entries.stream().mapToInt(entry -> entry.name().length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(names + entries.size() * (CENTRAL_SIZE + ZIP64_SIZE) + ENDS_SIZE)
                .order(ByteOrder.LITTLE_ENDIAN);
        entries.forEach(entry -> putCentral(bytes, entry, zip64From));
        putEnds(bytes, entries.size(), at, zip64From);
        return bytes.flip();
    }

    /** What a local header and a record of the directory share: from the version needed to the sizes. */
    static void putCommon(ByteBuffer bytes, boolean wide, int crc, long size) {
        bytes.putShort(wide ? WIDE : PLAIN);
        bytes.putShort(UTF8);
        bytes.putShort((short) 0); // stored
        bytes.putShort((short) 0).putShort(DATE);
        bytes.putInt(crc);
        bytes.putInt(narrow(size, wide)).putInt(narrow(size, wide));
    }

    private static void putCentral(ByteBuffer bytes, Written entry, long zip64From) {
        boolean wide = entry.size() >= zip64From || entry.local() >= zip64From;
        bytes.putInt(CENTRAL).putShort(wide ? WIDE : PLAIN);
        putCommon(bytes, wide, entry.crc(), entry.size());
        bytes.putShort((short) entry.name().length).putShort((short) (wide ? ZIP64_SIZE : 0));
        bytes.putShort((short) 0).putShort((short) 0); // no comment; first disk
        bytes.putShort((short) 0).putInt(0); // no attributes
        bytes.putInt(narrow(entry.local(), wide));
        bytes.put(entry.name());
        if (wide) {
            bytes.putShort((short) 1).putShort((short) (ZIP64_SIZE - 4));
            bytes.putLong(entry.size()).putLong(entry.size()).putLong(entry.local());
        }
    }

    private static void putEnds(ByteBuffer bytes, int entries, long at, long zip64From) {
        long size = bytes.position();
        boolean wide = at >= zip64From;
        if (wide) {
            bytes.putInt(END64).putLong(44).putShort(WIDE).putShort(WIDE);
            bytes.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(size)
                    .putLong(at);
            bytes.putInt(LOCATOR64).putInt(0).putLong(at + size).putInt(1);
        }
        bytes.putInt(END).putShort((short) 0).putShort((short) 0);
        bytes.putShort((short) entries).putShort((short) entries);
        bytes.putInt((int) size).putInt(narrow(at, wide)).putShort((short) 0);
    }

    private static int narrow(long number, boolean wide) {
        return (int) (wide ? SEE_ZIP64 : number);
    }
}
