package stride.engine;

/** The kernels in plain Java: one loop for each formula. */
public final class ScalarKernels implements Kernels {
    // Arithmetic on numbers below 2^-126 costs over a hundred cycles each on many machines, and a silent unit's moments
    // decay into them. So what is too small to matter is kept from getting there.

    /**
     * Added to every gradient: a first moment decays to ten times as much, 8e-27. As EPSILON is 1e-8, that moves a weight by
     * under 1e-18 of the learning rate.
     */
    static final float GRADIENT_FLOOR = 0x1p-90f;
    /** Added to every squared gradient: a second moment decays to 2^-110, whose root, 3e-17, is nothing beside EPSILON. */
    static final float SQUARE_FLOOR = 0x1p-120f;
    /** Under it a value of dY adds nothing to a gradient that counts, unless the inputs are of the order of 1e9. */
    static final float D_Y_FLOOR = 0x1p-90f;

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void gemm(
            Workers workers,
            boolean transA,
            boolean transB,
            int m,
            int n,
            int k,
            float alpha,
            float[] a,
            int aOffset,
            int lda,
            float[] b,
            int bOffset,
            int ldb,
            float beta,
            float[] c,
            int cOffset,
            int ldc) {
        int aRow = transA ? 1 : lda;
        int aColumn = transA ? lda : 1;
        int bRow = transB ? 1 : ldb;
        int bColumn = transB ? ldb : 1;
        workers.run(m, i -> {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum = Math.fma(a[aOffset + i * aRow + p * aColumn], b[bOffset + p * bRow + j * bColumn], sum);
                }
                int at = cOffset + i * ldc + j;
                c[at] = beta == 0 ? alpha * sum : Math.fma(alpha, sum, beta * c[at]);
            }
        });
    }

    @Override
    public void linear(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y) {
        for (int r = 0; r < batch; r++) {
            for (int o = 0; o < out; o++) {
                float sum = b[o];
                for (int i = 0; i < in; i++) {
                    sum = Math.fma(x[xOffset + r * in + i], w[o * in + i], sum);
                }
                y[r * out + o] = sum;
            }
        }
        activate(f, batch * out, y, 0);
    }

    @Override
    public int panelUnits() {
        return 1;
    }

    @Override
    public void linearPanels(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y) {
        linear(batch, in, out, x, xOffset, w, b, f, y);
    }

    @Override
    public void activationGradient(Activation f, int n, float[] y, float[] dY) {
        for (int i = 0; i < n; i++) {
            dY[i] *= switch (f) {
                case RELU -> y[i] > 0 ? 1 : 0;
                case SIGMOID -> y[i] * (1 - y[i]);
                case TANH -> 1 - y[i] * y[i];
                case IDENTITY -> 1;
            };
        }
    }

    @Override
    public void linearInputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX) {
        gemm(Workers.NONE, false, false, batch, in, out, 1, dY, 0, out, w, 0, in, 0, dX, 0, in);
    }

    @Override
    public void linearUpdate(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                float gradient = 0;
                for (int r = 0; r < batch; r++) {
                    gradient = Math.fma(keep(dY[r * out + o], D_Y_FLOOR), x[xOffset + r * in + i], gradient);
                }
                step(weight, o * in + i, gradient, adam);
            }
            float gradient = 0;
            for (int r = 0; r < batch; r++) {
                gradient += keep(dY[r * out + o], D_Y_FLOOR);
            }
            step(bias, o, gradient, adam);
        }
    }

    @Override
    public void linearUpdatePanels(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam) {
        linearUpdate(batch, in, out, x, xOffset, dY, weight, bias, adam);
    }

    /** Adam's step on one value. */
    static void step(Parameter p, int i, float gradient, Adam adam) {
        float g = gradient + GRADIENT_FLOOR;
        float m = Math.fma((float) Adam.BETA1, p.m()[i], g);
        float v = Math.fma((float) Adam.BETA2, p.v()[i], Math.fma(g, g, SQUARE_FLOOR));
        p.m()[i] = m;
        p.v()[i] = v;
        float step = adam.stepSize() * m / ((float) Math.sqrt(v) + adam.epsilon());
        p.values()[i] = p.values()[i] * adam.decayFactor() - step;
    }

    /** x, or 0 where it is smaller than the floor; NaN stays. */
    static float keep(float x, float floor) {
        return Math.abs(x) < floor ? 0 : x;
    }

    @Override
    public void activate(Activation f, int n, float[] y, int offset) {
        for (int i = offset; i < offset + n; i++) {
            y[i] = switch (f) {
                case RELU -> Math.max(y[i], 0);
                case SIGMOID -> (float) (1 / (1 + Math.exp(-y[i])));
                case TANH -> (float) Math.tanh(y[i]);
                case IDENTITY -> y[i];
            };
        }
    }

    @Override
    public double sum(int n, float[] x, int offset) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += x[offset + i];
        }
        return sum;
    }

    @Override
    public double dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (double) x[xOffset + i] * y[yOffset + i];
        }
        return sum;
    }

    @Override
    public double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double difference = (double) x[xOffset + i] - y[yOffset + i];
            sum += difference * difference;
        }
        return sum;
    }

    @Override
    public void convert(int n, double[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = (float) x[xOffset + i];
        }
    }

    @Override
    public void convert(int n, long[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            long value = x[xOffset + i];
            // From 2^63 on: half the value, whose last bit tells the rounding that something followed, twice.
            y[yOffset + i] = unsigned && value < 0 ? 2 * (float) ((value >>> 1) | (value & 1)) : (float) value;
        }
    }

    @Override
    public void convert(int n, int[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            int value = x[xOffset + i];
            y[yOffset + i] = unsigned ? (float) Integer.toUnsignedLong(value) : (float) value;
        }
    }

    @Override
    public void convert(int n, short[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            short value = x[xOffset + i];
            y[yOffset + i] = unsigned ? Short.toUnsignedInt(value) : value;
        }
    }

    @Override
    public void convert(int n, byte[] x, int xOffset, boolean unsigned, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            byte value = x[xOffset + i];
            y[yOffset + i] = unsigned ? Byte.toUnsignedInt(value) : value;
        }
    }

    @Override
    public void convertHalves(int n, short[] x, int xOffset, float[] y, int yOffset) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = Float.float16ToFloat(x[xOffset + i]);
        }
    }
}
