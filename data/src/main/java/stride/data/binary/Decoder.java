package stride.data.binary;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import stride.engine.Kernels;

/**
 * Decodes runs of elements, for one thread.
 *
 * <p>A run is copied into an array of the stored type first, which swaps bytes where needed at the speed of memory, and
 * converted there: to float32 by the engine's kernels, to double in a plain loop that the JIT compiler vectorises; reading
 * element by element through a layout that is chosen at run time is many times slower.
 */
public final class Decoder {
    /** Elements converted at a time: the intermediate array stays in the first-level cache. */
    private static final int RUN = 2048;

    private final ElementType type;
    private final ValueLayout layout;
    private Object run;

    /** For elements of this type and order of bytes. */
    public Decoder(ElementType type, ByteOrder order) {
        this.type = type;
        this.layout = layout(type, order);
    }

    private static ValueLayout layout(ElementType type, ByteOrder order) {
        return switch (type) {
            case BOOL, INT8, UINT8 -> ValueLayout.JAVA_BYTE;
            case INT16, UINT16, FLOAT16 -> JAVA_SHORT_UNALIGNED.withOrder(order);
            case INT32, UINT32 -> JAVA_INT_UNALIGNED.withOrder(order);
            case INT64, UINT64 -> JAVA_LONG_UNALIGNED.withOrder(order);
            case FLOAT32 -> JAVA_FLOAT_UNALIGNED.withOrder(order);
            case FLOAT64 -> JAVA_DOUBLE_UNALIGNED.withOrder(order);
        };
    }

    /** Decodes {@code count} elements to the float32 values nearest them. */
    public void floats(Kernels kernels, MemorySegment source, int count, float[] target, int at) {
        if (type == ElementType.FLOAT32) {
            MemorySegment.copy(source, layout, 0, target, at, count);
            return;
        }
        for (int done = 0; done < count; done += RUN) {
            int n = Math.min(RUN, count - done);
            convert(kernels, n, run(source, done, n), target, at + done);
        }
    }

    /** Decodes {@code count} elements to double. */
    public void doubles(MemorySegment source, int count, double[] target, int at) {
        if (type == ElementType.FLOAT64) {
            MemorySegment.copy(source, layout, 0, target, at, count);
            return;
        }
        for (int done = 0; done < count; done += RUN) {
            int n = Math.min(RUN, count - done);
            switch (run(source, done, n)) {
                case byte[] x -> fromBytes(x, n, target, at + done);
                case short[] x -> fromShorts(x, n, target, at + done);
                case int[] x -> fromInts(x, n, target, at + done);
                case long[] x -> fromLongs(x, n, target, at + done);
                case float[] x -> fromFloats(x, n, target, at + done);
                default -> throw new AssertionError(type);
            }
        }
    }

    /** Copies elements into the array that is kept for it. */
    private Object run(MemorySegment source, int first, int n) {
        if (run == null) {
            run = array();
        }
        MemorySegment.copy(source, layout, (long) first * type.bytes(), run, 0, n);
        return run;
    }

    private Object array() {
        return switch (type) {
            case BOOL, INT8, UINT8 -> new byte[RUN];
            case INT16, UINT16, FLOAT16 -> new short[RUN];
            case INT32, UINT32 -> new int[RUN];
            case INT64, UINT64 -> new long[RUN];
            case FLOAT32 -> new float[RUN];
            case FLOAT64 -> new double[RUN];
        };
    }

    private void convert(Kernels kernels, int n, Object elements, float[] target, int at) {
        switch (elements) {
            case byte[] x when type == ElementType.BOOL -> kernels.convert(n, truths(n, x), 0, false, target, at);
            case byte[] x -> kernels.convert(n, x, 0, type == ElementType.UINT8, target, at);
            case short[] x when type == ElementType.FLOAT16 -> kernels.convertHalves(n, x, 0, target, at);
            case short[] x -> kernels.convert(n, x, 0, type == ElementType.UINT16, target, at);
            case int[] x -> kernels.convert(n, x, 0, type == ElementType.UINT32, target, at);
            case long[] x -> kernels.convert(n, x, 0, type == ElementType.UINT64, target, at);
            case double[] x -> kernels.convert(n, x, 0, target, at);
            default -> throw new AssertionError(type);
        }
    }

    /** Makes every byte that is not zero a 1. */
    private static byte[] truths(int n, byte[] x) {
        for (int i = 0; i < n; i++) {
            x[i] = (byte) (x[i] == 0 ? 0 : 1);
        }
        return x;
    }

    private void fromBytes(byte[] x, int n, double[] target, int at) {
        for (int i = 0; i < n; i++) {
            target[at + i] = switch (type) {
                case BOOL -> x[i] == 0 ? 0 : 1;
                case INT8 -> x[i];
                default -> x[i] & 0xff;
            };
        }
    }

    private void fromShorts(short[] x, int n, double[] target, int at) {
        for (int i = 0; i < n; i++) {
            target[at + i] = switch (type) {
                case INT16 -> x[i];
                case UINT16 -> x[i] & 0xffff;
                default -> Float.float16ToFloat(x[i]);
            };
        }
    }

    private void fromInts(int[] x, int n, double[] target, int at) {
        for (int i = 0; i < n; i++) {
            target[at + i] = type == ElementType.INT32 ? x[i] : Integer.toUnsignedLong(x[i]);
        }
    }

    private void fromLongs(long[] x, int n, double[] target, int at) {
        for (int i = 0; i < n; i++) {
            // An unsigned value beyond 2^63 is halved, with its last bit kept for the rounding, and doubled again.
            target[at + i] = type == ElementType.INT64 || x[i] >= 0 ? x[i] : ((x[i] >>> 1) | (x[i] & 1)) * 2.0;
        }
    }

    private static void fromFloats(float[] x, int n, double[] target, int at) {
        for (int i = 0; i < n; i++) {
            target[at + i] = x[i];
        }
    }
}
