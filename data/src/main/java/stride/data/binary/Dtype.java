package stride.data.binary;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * An element type as numpy writes it down: {@code <f8} is a little-endian float64.
 *
 * @param kind     numpy's letter: {@code b i u f c S U V O M m}
 * @param itemSize the bytes of one element, 0 or more
 * @param order    of the bytes; little-endian where it does not matter
 */
public record Dtype(char kind, int itemSize, ByteOrder order) {
    private static final String KINDS = "biufcSUVOMm";

    /** Parses a string such as {@code <f8}, {@code |O} or {@code f4}; empty if it is none that is known. */
    public static Optional<Dtype> parse(String text) {
        int at = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        if (at == text.length() || KINDS.indexOf(text.charAt(at)) < 0) {
            return Optional.empty();
        }
        char kind = text.charAt(at);
        int end = at + 1;
        long size = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9' && size < 1L << 32) {
            size = size * 10 + text.charAt(end) - '0';
            end++;
        }
        size *= kind == 'U' ? 4 : 1;
        boolean unit = (kind == 'M' || kind == 'm') && end < text.length() && text.charAt(end) == '[';
        boolean sized = end > at + 1 || kind == 'O';
        if (!sized || size > Integer.MAX_VALUE || (end < text.length() && !unit)) {
            return Optional.empty();
        }
        Dtype dtype = new Dtype(kind, (int) size, orderOf(text.charAt(0)));
        return dtype.sizeIsKnown() ? Optional.of(dtype) : Optional.empty();
    }

    /** The order that one of numpy's marks stands for: only {@code >} is big-endian. */
    public static ByteOrder orderOf(char mark) {
        return mark == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private boolean sizeIsKnown() {
        return switch (kind) {
            case 'b' -> itemSize == 1;
            case 'i', 'u' -> element().isPresent();
            case 'f' -> element().isPresent() || itemSize == 12 || itemSize == 16;
            case 'c' -> itemSize == 8 || itemSize == 16 || itemSize == 24 || itemSize == 32;
            case 'M', 'm' -> itemSize == 8;
            default -> true;
        };
    }

    /** The same type with another order of bytes. */
    public Dtype withOrder(ByteOrder other) {
        return new Dtype(kind, itemSize, other);
    }

    /** How to decode it, where it is a real number that Java has. */
    public Optional<ElementType> element() {
        return Optional.ofNullable(
                switch (kind) {
                    case 'b' -> ElementType.BOOL;
                    case 'i' ->
                        switch (itemSize) {
                            case 1 -> ElementType.INT8;
                            case 2 -> ElementType.INT16;
                            case 4 -> ElementType.INT32;
                            case 8 -> ElementType.INT64;
                            default -> null;
                        };
                    case 'u' ->
                        switch (itemSize) {
                            case 1 -> ElementType.UINT8;
                            case 2 -> ElementType.UINT16;
                            case 4 -> ElementType.UINT32;
                            case 8 -> ElementType.UINT64;
                            default -> null;
                        };
                    case 'f' ->
                        switch (itemSize) {
                            case 2 -> ElementType.FLOAT16;
                            case 4 -> ElementType.FLOAT32;
                            case 8 -> ElementType.FLOAT64;
                            default -> null;
                        };
                    default -> null;
                });
    }

    /** The name that numpy gives it, as in {@code float32} or {@code object}. */
    public String label() {
        return switch (kind) {
            case 'f' -> "float" + 8 * itemSize;
            case 'c' -> "complex" + 8 * itemSize;
            case 'S' -> "bytes" + itemSize;
            case 'U' -> "str" + itemSize / 4;
            case 'V' -> "void" + itemSize;
            case 'O' -> "object";
            case 'M' -> "datetime64";
            case 'm' -> "timedelta64";
            default -> element().orElseThrow().label();
        };
    }
}
