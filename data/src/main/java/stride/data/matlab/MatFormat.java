package stride.data.matlab;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import stride.data.DataException;
import stride.data.Format;
import stride.data.StoredArray;
import stride.data.binary.Deflated;
import stride.data.binary.InflatedPayload;
import stride.data.binary.MappedFile;
import stride.data.binary.Payload;

/**
 * MATLAB files of versions 5 to 7. Uncompressed variables are read where they lie; a compressed matrix is decompressed
 * when it is asked for, and a compressed struct or cell at once, for nothing else tells what is in it.
 */
public final class MatFormat implements Format {
    private static final int HEADER = 128;

    /** Where the version stands, and after it the mark that tells the order of bytes. */
    private static final int VERSION_AT = 124;

    /** Holds the flags, shape and name of any array. */
    private static final int HEAD = 1 << 13;

    @Override
    public String name() {
        return "MATLAB .mat";
    }

    @Override
    public boolean recognises(MappedFile file) {
        return isVersion5(file) || String.valueOf(file.path().getFileName()).endsWith(".mat");
    }

    private static boolean isVersion5(MappedFile file) {
        if (file.bytes().byteSize() < HEADER) {
            return false;
        }
        byte[] mark = file.bytes().asSlice(VERSION_AT, 4).toArray(JAVA_BYTE);
        return (mark[2] == 'I' && mark[3] == 'M' && mark[1] == 1) || (mark[2] == 'M' && mark[3] == 'I' && mark[0] == 1);
    }

    @Override
    public List<StoredArray> read(MappedFile file) {
        if (!isVersion5(file)) {
            throw new DataException(
                    file.name(),
                    "byte %d: no mark of MATLAB's versions 5 to 7.3, and byte 0 begins no matrix of version 4; load it in MATLAB and save it with -v7"
                            .formatted(VERSION_AT));
        }
        MemorySegment bytes = file.bytes();
        ByteOrder order = bytes.get(JAVA_BYTE, VERSION_AT + 2) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        MatTags tags = new MatTags(bytes, order, file.name(), "", HEADER, bytes.byteSize());
        MatArrays arrays = new MatArrays(file.name());
        while (tags.left() > 0) {
            MatTags.Tag tag = tags.next();
            switch (tag.type()) {
                case MatTags.MATRIX -> addPlain(arrays, tags, tag);
                case MatTags.COMPRESSED -> addCompressed(arrays, tags, tag, file);
                default -> throw tags.failure("the element before is of type %d, no variable".formatted(tag.type()));
            }
        }
        return arrays.found();
    }

    private static void addPlain(MatArrays arrays, MatTags tags, MatTags.Tag variable) {
        if (variable.size() == 0) {
            return;
        }
        MatTags within = tags.within(variable);
        MatArrays.Head head = MatArrays.Head.read(within);
        arrays.add(named(head), head, within, tag -> Payload.of(tags.content(tag)), 0);
    }

    private static void addCompressed(MatArrays arrays, MatTags tags, MatTags.Tag variable, MappedFile file) {
        MemorySegment packed = tags.content(variable);
        String part = "the variable at byte " + (variable.start() - 8);
        String origin = part + ", decompressed: ";
        long size = 8 + claimed(Deflated.zlib(file, part, packed, 8), tags, file.name(), part);
        Deflated deflated = Deflated.zlib(file, part, packed, size);
        MemorySegment head = deflated.head(HEAD);
        MatTags start = new MatTags(head, tags.order(), file.name(), origin, 8, size);
        MatArrays.Head array = MatArrays.Head.read(start);
        if (array.type().isNumeric()) {
            MatArrays.Numbers numbers = tag -> new InflatedPayload(deflated, tag.start(), tag.size());
            arrays.add(named(array), array, start, numbers, 0);
            return;
        }
        MemorySegment whole = deflated.whole();
        MatTags all = new MatTags(whole, tags.order(), file.name(), origin, 8, size);
        arrays.add(
                named(array),
                MatArrays.Head.read(all),
                all,
                tag -> Payload.of(whole.asSlice(tag.start(), tag.size())),
                0);
    }

    /** The size that a compressed variable's own tag, its first eight bytes, claims. */
    private static long claimed(Deflated deflated, MatTags tags, String file, String part) {
        MemorySegment tag = deflated.head(8);
        int type = tag.get(JAVA_INT_UNALIGNED.withOrder(tags.order()), 0);
        if (type != MatTags.MATRIX) {
            throw new DataException(
                    file, "%s holds an element of type %d, no variable; copy the file again".formatted(part, type));
        }
        return Integer.toUnsignedLong(tag.get(JAVA_INT_UNALIGNED.withOrder(tags.order()), 4));
    }

    /** MATLAB keeps what belongs to function handles and objects in a variable without a name. */
    private static String named(MatArrays.Head head) {
        return head.name().isEmpty() ? "__function_workspace__" : head.name();
    }
}
