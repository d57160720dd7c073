package stride.bench;

import java.util.Random;
import stride.engine.Kernels;

/** Random numbers of the types that files hold, to be made floats; integers over their whole range. */
public enum FileNumbers {
    INT8(1, (kernels, n, x, y) -> kernels.convert(n, x.bytes, 0, false, y, 0)),
    UINT8(1, (kernels, n, x, y) -> kernels.convert(n, x.bytes, 0, true, y, 0)),
    INT16(2, (kernels, n, x, y) -> kernels.convert(n, x.shorts, 0, false, y, 0)),
    UINT16(2, (kernels, n, x, y) -> kernels.convert(n, x.shorts, 0, true, y, 0)),
    FLOAT16(2, (kernels, n, x, y) -> kernels.convertHalves(n, x.halves, 0, y, 0)),
    INT32(4, (kernels, n, x, y) -> kernels.convert(n, x.ints, 0, false, y, 0)),
    UINT32(4, (kernels, n, x, y) -> kernels.convert(n, x.ints, 0, true, y, 0)),
    INT64(8, (kernels, n, x, y) -> kernels.convert(n, x.longs, 0, false, y, 0)),
    UINT64(8, (kernels, n, x, y) -> kernels.convert(n, x.longs, 0, true, y, 0)),
    FLOAT64(8, (kernels, n, x, y) -> kernels.convert(n, x.doubles, 0, y, 0));

    private final int bytes;
    private final Conversion conversion;

    FileNumbers(int bytes, Conversion conversion) {
        this.bytes = bytes;
        this.conversion = conversion;
    }

    /** The bytes of one number. */
    int bytes() {
        return bytes;
    }

    /** Sets y to n numbers of this type. */
    void convert(Kernels kernels, int n, Arrays x, float[] y) {
        conversion.of(kernels, n, x, y);
    }

    private interface Conversion {
        void of(Kernels kernels, int n, Arrays x, float[] y);
    }

    /** The same count of numbers of each type. */
    static final class Arrays {
        private final byte[] bytes;
        private final short[] shorts;
        private final short[] halves;
        private final int[] ints;
        private final long[] longs;
        private final double[] doubles;

        Arrays(int n) {
            Random random = new Random(1);
            bytes = new byte[n];
            random.nextBytes(bytes);
            shorts = new short[n];
            halves = new short[n];
            for (int i = 0; i < n; i++) {
                shorts[i] = (short) random.nextInt();
                halves[i] = Float.floatToFloat16((float) random.nextGaussian());
            }
            ints = random.ints(n).toArray();
            longs = random.longs(n).toArray();
            doubles = random.doubles(n).toArray();
        }
    }
}
