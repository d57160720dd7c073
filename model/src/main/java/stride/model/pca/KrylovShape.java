package stride.model.pca;

/**
 * How large a block Krylov space is.
 *
 * <p>Narrow blocks make a good space of few operations, but each of them costs a pass. What each choice captures can be told
 * from a spectrum alone, without an activity. On that of a recording of 11,983 neurons by 7,018 bins, 100 components fall
 * short of the exact ones by these shares of the variance: 9 blocks of 32 columns by 9e-5 (97 GFLOP), 7 of 48 by 5e-5
 * (113), 6 of 64 by 4e-5 (129), 5 of 96 by 1e-5 (161). 500 fall short by 2.1e-4 with 10 blocks of 128 (431 GFLOP), and by
 * less than 1e-4 with 11.
 *
 * @param columns of all blocks together
 * @param width   of each block; the last may have fewer
 */
record KrylovShape(int columns, int width) {
    /** Blocks are as wide as vectors of the product's tile allow without waste. */
    private static final int STEP = 32;

    /** So few blocks would leave out much of a flat spectrum, however few components there are. */
    private static final int FEWEST_BLOCKS = 5;

    /** For {@code k} components of a matrix that has no more than {@code most} directions. */
    static KrylovShape of(int k, int most) {
        int width = Math.ceilDiv(k / 8 + 48, STEP) * STEP;
        int blocks = (int) Math.max(FEWEST_BLOCKS, Math.ceilDiv(12L * k / 5 + 80, width) + 1);
        return new KrylovShape((int) Math.min(most, (long) blocks * width), Math.min(width, most));
    }

    int blocks() {
        return Math.ceilDiv(columns, width);
    }

    /** The first column of a block. */
    int start(int block) {
        return block * width;
    }

    int width(int block) {
        return Math.min(width, columns - start(block));
    }
}
