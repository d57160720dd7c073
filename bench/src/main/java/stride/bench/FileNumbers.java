package stride.bench;

import java.util.Random;
import stride.engine.Kernels;

/** Random numbers of the types that files hold, to be made floats; integers over their whole range. */
public enum FileNumbers {
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    FLOAT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT64(8);

    private final int bytes;

    FileNumbers(int bytes) {
        this.bytes = bytes;
    }

    /** The bytes of one number. */
    int bytes() {
        return bytes;
    }

    /** Sets y to n numbers of this type. */
    void convert(Kernels kernels, int n, Arrays x, float[] y) {
        switch (this) {
            case INT8 -> kernels.convert(n, x.bytes, 0, false, y, 0);
            case UINT8 -> kernels.convert(n, x.bytes, 0, true, y, 0);
            case INT16 -> kernels.convert(n, x.shorts, 0, false, y, 0);
            case UINT16 -> kernels.convert(n, x.shorts, 0, true, y, 0);
            case FLOAT16 -> kernels.convertHalves(n, x.halves, 0, y, 0);
            case INT32 -> kernels.convert(n, x.ints, 0, false, y, 0);
            case UINT32 -> kernels.convert(n, x.ints, 0, true, y, 0);
            case INT64 -> kernels.convert(n, x.longs, 0, false, y, 0);
            case UINT64 -> kernels.convert(n, x.longs, 0, true, y, 0);
            case FLOAT64 -> kernels.convert(n, x.doubles, 0, y, 0);
        }
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
