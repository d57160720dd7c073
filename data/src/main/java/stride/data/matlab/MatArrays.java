package stride.data.matlab;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import stride.data.ArrayInfo;
import stride.data.StoredArray;
import stride.data.binary.ArrayLayout;
import stride.data.binary.BinaryArray;
import stride.data.binary.Dtype;
import stride.data.binary.ElementType;
import stride.data.binary.NameAllowance;
import stride.data.binary.NonNumericArray;
import stride.data.binary.Payload;

/**
 * The arrays of a MATLAB file, found by walking through its tags: fields of structs behind a dot, elements of cells in
 * braces and counted from 1, as MATLAB writes them. The numbers stay where they are.
 */
final class MatArrays {
    /** The bytes that an element takes at least: its tag. */
    private static final int SMALLEST = 8;

    /** Behaviour nests two or three structs deep. */
    private static final int DEEPEST = 32;

    /** Elements of a cell that are listed one by one; a cell of more is one entry per neuron, say, and listed as one. */
    private static final int LISTED = 100;

    private static final int COMPLEX = 0x800;
    private static final int LOGICAL = 0x200;

    private final List<StoredArray> found = new ArrayList<>();
    private final NameAllowance names;

    MatArrays(String file) {
        this.names = new NameAllowance(file);
    }

    List<StoredArray> found() {
        return found;
    }

    /** What every array begins with. */
    record Head(MatClass type, int flags, List<Long> shape, String name) {
        static Head read(MatTags tags) {
            int[] flags = tags.integers(tags.next(MatTags.UINT32, "array flags"), 2);
            if (flags.length != 2) {
                throw tags.failure("array flags of %d words, not 2".formatted(flags.length));
            }
            MatClass type = MatClass.of(flags[0] & 0xff);
            if (type == MatClass.OPAQUE) {
                return new Head(type, flags[0], List.of(), tags.name());
            }
            int[] dimensions = tags.integers(tags.next(MatTags.INT32, "the shape"), ArrayLayout.MOST_DIMENSIONS);
            List<Long> shape = Arrays.stream(dimensions).mapToObj(n -> (long) n).toList();
            return new Head(type, flags[0], shape, tags.name());
        }

        long elements(MatTags tags) {
            try {
                return new ArrayLayout(shape, true, new Dtype('u', 1, tags.order())).elements();
            } catch (IllegalArgumentException e) {
                throw tags.failure(e.getMessage());
            }
        }

        String label() {
            if ((flags & COMPLEX) != 0 && type.isNumeric()) {
                return "complex " + type.label();
            }
            return (flags & LOGICAL) != 0 && type != MatClass.SPARSE ? "bool" : type.label();
        }
    }

    /** Where the numbers of an array lie, once its head is known. */
    interface Numbers {
        /** The payload of the numbers in an element. */
        Payload at(MatTags.Tag tag);
    }

    /** Lists an array and what is in it. */
    void add(String name, Head head, MatTags tags, Numbers numbers, int depth) {
        switch (head.type()) {
            case CELL -> addCell(name, head, tags, numbers, depth);
            case STRUCT, OBJECT -> addStruct(name, head, tags, numbers, depth);
            case NONE ->
                throw tags.failure("an array of class %d, which MATLAB does not have".formatted(head.flags() & 0xff));
            default -> add(head.type().isNumeric() ? numeric(name, head, tags, numbers) : opaque(name, head, tags));
        }
    }

    private StoredArray numeric(String name, Head head, MatTags tags, Numbers numbers) {
        long elements = head.elements(tags);
        MatTags.Tag stored = tags.next();
        ElementType type = stored.element()
                .orElseThrow(() -> tags.failure(
                        "%s holds an element of type %d where numbers belong".formatted(name, stored.type())));
        // Divided, not multiplied: three dimensions make a product that would come out as 0.
        if (stored.size() / type.bytes() != elements || stored.size() % type.bytes() != 0) {
            throw tags.failure("%s needs %d values of %s, but has %d bytes"
                    .formatted(info(name, head).summary(), elements, type.label(), stored.size()));
        }
        if ((head.flags() & COMPLEX) != 0) {
            return opaque(name, head, tags);
        }
        return new BinaryArray(tags.file(), info(name, head), type, tags.order(), numbers.at(stored));
    }

    private static StoredArray opaque(String name, Head head, MatTags tags) {
        return new NonNumericArray(tags.file(), info(name, head));
    }

    private static ArrayInfo info(String name, Head head) {
        return new ArrayInfo(name, head.shape(), head.label(), "F");
    }

    private void addCell(String name, Head head, MatTags tags, Numbers numbers, int depth) {
        long elements = head.elements(tags);
        requireRoom(elements, name, tags);
        if (elements > LISTED) {
            add(opaque(name, head, tags));
            return;
        }
        for (int i = 1; i <= elements; i++) {
            addNested("%s{%d}".formatted(name, i), tags, numbers, depth);
        }
    }

    private void addStruct(String name, Head head, MatTags tags, Numbers numbers, int depth) {
        long elements = head.elements(tags);
        if (head.type() == MatClass.OBJECT) {
            tags.name();
        }
        int[] width = tags.integers(tags.next(MatTags.INT32, "the length of field names"), 1);
        MatTags.Tag names = tags.next(MatTags.INT8, "the field names");
        if (width.length != 1 || width[0] < 0 || (width[0] == 0 && names.size() > 0)) {
            throw tags.failure("field names of no length");
        }
        int fields = width[0] == 0 ? 0 : (int) (names.size() / width[0]);
        try {
            requireRoom(Math.multiplyExact(elements, (long) fields), name, tags);
        } catch (ArithmeticException e) {
            throw tags.failure("%s claims more fields than any file holds".formatted(name));
        }
        if (elements != 1) {
            add(opaque(name, head, tags));
            return;
        }
        byte[] text = tags.content(names).toArray(JAVA_BYTE);
        for (int i = 0; i < fields; i++) {
            addNested(name + "." + fieldName(text, i * width[0], width[0]), tags, numbers, depth);
        }
    }

    private static String fieldName(byte[] text, int start, int width) {
        int end = start;
        while (end < start + width && text[end] != 0) {
            end++;
        }
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private void addNested(String name, MatTags tags, Numbers numbers, int depth) {
        MatTags.Tag tag = tags.next(MatTags.MATRIX, name);
        if (depth == DEEPEST) {
            throw tags.failure("%s lies more than %d structs and cells deep".formatted(name, DEEPEST));
        }
        if (tag.size() == 0) {
            add(new NonNumericArray(tags.file(), new ArrayInfo(name, List.of(0L, 0L), "float64", "F")));
            return;
        }
        MatTags nested = tags.within(tag);
        add(name, Head.read(nested), nested, numbers, depth + 1);
    }

    private static void requireRoom(long elements, String name, MatTags tags) {
        if (elements > tags.left() / SMALLEST) {
            throw tags.failure("%s claims %d elements, but %d bytes are left".formatted(name, elements, tags.left()));
        }
    }

    private void add(StoredArray array) {
        names.take(array.info().name());
        found.add(array);
    }
}
