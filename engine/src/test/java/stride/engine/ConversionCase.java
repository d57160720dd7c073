package stride.engine;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.Stream;

/** Numbers of one type with the floats that they must become, found without the conversion under test. */
record ConversionCase(String name, float[] expected, Conversion conversion) {
    private static final int RANDOM = 10_000;

    /** A kernel on the case's numbers, the first of them {@code xOffset}. */
    interface Conversion {
        void run(Kernels kernels, int n, int xOffset, float[] y, int yOffset);
    }

    int count() {
        return expected.length;
    }

    void run(Kernels kernels, int n, int xOffset, float[] y, int yOffset) {
        conversion.run(kernels, n, xOffset, y, yOffset);
    }

    @Override
    public String toString() {
        return name;
    }

    static Stream<ConversionCase> all() {
        return Stream.of(
                bytes(false),
                bytes(true),
                shorts(false),
                shorts(true),
                halves(),
                ints(false),
                ints(true),
                longs(false),
                longs(true),
                doubles());
    }

    private static ConversionCase bytes(boolean unsigned) {
        byte[] x = new byte[1 << 8];
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (byte) i;
            expected[i] = unsigned || i < 1 << 7 ? i : i - (1 << 8);
        }
        return new ConversionCase(
                unsigned ? "uint8" : "int8", expected, (k, n, from, y, to) -> k.convert(n, x, from, unsigned, y, to));
    }

    private static ConversionCase shorts(boolean unsigned) {
        short[] x = new short[1 << 16];
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (short) i;
            expected[i] = unsigned || i < 1 << 15 ? i : i - (1 << 16);
        }
        return new ConversionCase(
                unsigned ? "uint16" : "int16", expected, (k, n, from, y, to) -> k.convert(n, x, from, unsigned, y, to));
    }

    private static ConversionCase halves() {
        short[] x = new short[1 << 16];
        float[] expected = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = (short) i;
            int exponent = (i >> 10) & 31;
            int digits = i & 1023;
            float size = switch (exponent) {
                case 0 -> Math.scalb((float) digits, -24);
                case 31 -> digits == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
                default -> Math.scalb((float) (1024 + digits), exponent - 25);
            };
            expected[i] = i < 1 << 15 ? size : -size;
        }
        return new ConversionCase("float16", expected, (k, n, from, y, to) -> k.convertHalves(n, x, from, y, to));
    }

    private static ConversionCase ints(boolean unsigned) {
        Random random = new Random(1);
        int[] x = new int[RANDOM];
        float[] expected = new float[RANDOM];
        for (int i = 0; i < RANDOM; i++) {
            // Of every length, and every third one next to the middle of two floats.
            x[i] = i % 3 == 0 ? (int) nearMiddle(random, Integer.SIZE) : random.nextInt() >> random.nextInt(32);
            // Every int is a double, so that this rounds once.
            expected[i] = (float) (unsigned ? x[i] & 0xffffffffL : (double) x[i]);
        }
        return new ConversionCase(
                unsigned ? "uint32" : "int32", expected, (k, n, from, y, to) -> k.convert(n, x, from, unsigned, y, to));
    }

    private static ConversionCase longs(boolean unsigned) {
        Random random = new Random(2);
        long[] x = new long[RANDOM];
        float[] expected = new float[RANDOM];
        for (int i = 0; i < RANDOM; i++) {
            x[i] = i % 3 == 0 ? nearMiddle(random, Long.SIZE) : random.nextLong() >> random.nextInt(64);
            BigInteger value = BigInteger.valueOf(x[i]);
            expected[i] = (unsigned ? value.mod(BigInteger.TWO.pow(Long.SIZE)) : value).floatValue();
        }
        return new ConversionCase(
                unsigned ? "uint64" : "int64", expected, (k, n, from, y, to) -> k.convert(n, x, from, unsigned, y, to));
    }

    /** A positive number of 25 to {@code bits} bits at the middle of two floats, or one off it, with a random sign. */
    private static long nearMiddle(Random random, int bits) {
        long middle = ((1L << 24) | (random.nextInt(1 << 23) << 1) | 1) << random.nextInt(bits - 24);
        long near = middle + random.nextInt(3) - 1;
        return random.nextBoolean() ? near : -near;
    }

    private static ConversionCase doubles() {
        Random random = new Random(3);
        double[] x = new double[RANDOM];
        float[] expected = new float[RANDOM];
        for (int i = 0; i < RANDOM; i++) {
            x[i] = switch (i % 4) {
                case 0 -> random.nextGaussian();
                case 1 -> Double.longBitsToDouble(random.nextLong()); // of any size, or no number at all
                default -> nearMiddle(random);
            };
            boolean exact = Double.isNaN(x[i]) || Double.isInfinite(x[i]) || x[i] == 0;
            expected[i] = exact ? (float) x[i] : new BigDecimal(x[i]).floatValue();
            expected[i] = expected[i] == 0 ? Math.copySign(0f, (float) Math.signum(x[i])) : expected[i];
        }
        return new ConversionCase("float64", expected, (k, n, from, y, to) -> k.convert(n, x, from, y, to));
    }

    /** At the middle of two floats, subnormal ones too, or the double next to it. */
    private static double nearMiddle(Random random) {
        float f = Float.intBitsToFloat(random.nextInt(Float.floatToIntBits(Float.MAX_VALUE)));
        double middle = 0.5 * ((double) f + Math.nextUp(f));
        return switch (random.nextInt(4)) {
            case 0 -> middle;
            case 1 -> -middle;
            case 2 -> Math.nextUp(middle);
            default -> Math.nextDown(middle);
        };
    }
}
