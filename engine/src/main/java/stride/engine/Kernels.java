package stride.engine;

/**
 * The arithmetic that all of Stride's time goes into, on flat row-major arrays.
 *
 * <p>{@link ScalarKernels} is the text to read first, the fallback, and the reference in tests; {@link SimdKernels} does
 * the same with the JDK's Vector API. Which of them runs is chosen once, by {@link #choose}. A kernel trusts its
 * arguments: shapes are checked by the callers. Inputs and outputs must not overlap unless it says so.
 */
public sealed interface Kernels permits ScalarKernels, SimdKernels {
    /** What runs, with its width, as in {@code simd-512} or {@code scalar}. */
    String name();

    /**
     * Sets {@code C = alpha op(A) op(B) + beta C}, BLAS's sgemm on row-major arrays: op(A) is (m, k), op(B) is (k, n),
     * C is (m, n). With {@code beta} 0, C is written and never read. The result does not depend on the number of workers.
     *
     * @param transA whether op(A) is the transpose of what lies in {@code a}
     * @param lda    the distance in {@code a} from one stored row to the next; {@code ldb} and {@code ldc} likewise
     */
    void gemm(
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
            int ldc);

    /**
     * A layer's forward pass: sets {@code y = f(x w^T + b)}; x is (batch, in) from {@code xOffset} on, w is (out, in), b
     * is (out), y is (batch, out).
     */
    void linear(int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y);

    /**
     * How many units a panel of {@link #linearPanels} holds. With 1, panels lie as {@link #linear}'s weights do.
     */
    int panelUnits();

    /**
     * As {@link #linear}, of weights that lie in panels of {@link #panelUnits} units, as {@link PanelLayout} has them;
     * those of units past the last one are there and count for nothing. For a layer of many units this is the faster way:
     * sums stay in registers as they are, where inner products end with adding up lanes, and memory is read in order.
     */
    void linearPanels(
            int batch, int in, int out, float[] x, int xOffset, float[] w, float[] b, Activation f, float[] y);

    /** The step back through an activation: multiplies {@code dY} by f', of which y is the value of f; n values each. */
    void activationGradient(Activation f, int n, float[] y, float[] dY);

    /** The step back to a layer's input: sets {@code dX = dY w}; dY is (batch, out), w is (out, in), dX is (batch, in). */
    void linearInputGradient(int batch, int in, int out, float[] dY, float[] w, float[] dX);

    /**
     * A layer's gradients {@code dW = dY^T x} and {@code db = sum of dY's rows}, given to Adam at once:
     * in a batch of usual size neither is stored as a whole. Moments never become subnormal: both keep a remainder that is
     * far too small to matter.
     *
     * @param weight (out, in); changed
     * @param bias   (out); changed
     * @param adam   the rates of the step under way
     */
    void linearUpdate(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam);

    /** As {@link #linearUpdate}, of weights in panels, as {@link #linearPanels} has them. */
    void linearUpdatePanels(
            int batch,
            int in,
            int out,
            float[] x,
            int xOffset,
            float[] dY,
            Parameter weight,
            Parameter bias,
            Adam adam);

    /** Applies f to {@code n} values in place. */
    void activate(Activation f, int n, float[] y, int offset);

    /** The sum of {@code n} values, accumulated in double. */
    double sum(int n, float[] x, int offset);

    /** The inner product of two vectors of {@code n} values, accumulated in double. */
    double dot(int n, float[] x, int xOffset, float[] y, int yOffset);

    /** The sum of squared differences of two vectors of {@code n} values, accumulated in double. */
    double squaredDistance(int n, float[] x, int xOffset, float[] y, int yOffset);

    /**
     * Sets {@code n} values of y to the floats nearest those of x; a tie goes to the even one, what is too large becomes
     * infinite, NaN stays NaN.
     */
    void convert(int n, double[] x, int xOffset, float[] y, int yOffset);

    /** Sets {@code n} values of y to the floats nearest those of x, which are signed or unsigned. */
    void convert(int n, long[] x, int xOffset, boolean unsigned, float[] y, int yOffset);

    /** As {@link #convert(int, long[], int, boolean, float[], int)}. */
    void convert(int n, int[] x, int xOffset, boolean unsigned, float[] y, int yOffset);

    /** Sets {@code n} values of y to those of x, signed or unsigned. */
    void convert(int n, short[] x, int xOffset, boolean unsigned, float[] y, int yOffset);

    /** As {@link #convert(int, short[], int, boolean, float[], int)}. */
    void convert(int n, byte[] x, int xOffset, boolean unsigned, float[] y, int yOffset);

    /** Sets {@code n} values of y to the half-precision numbers of x; NaN stays NaN. */
    void convertHalves(int n, short[] x, int xOffset, float[] y, int yOffset);

    /**
     * The kernels of this process: those named by the system property {@code stride.kernels} ({@code auto}, {@code simd}
     * or {@code scalar}), by default the SIMD ones where the JVM has the vector module.
     *
     * @throws IllegalArgumentException if the property has another value, or asks for SIMD without the module
     */
    static Kernels choose() {
        return choose(System.getProperty("stride.kernels", "auto"));
    }

    /** The kernels with this name; see {@link #choose()}. */
    static Kernels choose(String name) {
        boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        return switch (name) {
            case "auto" -> vectors ? SimdKernels.create() : new ScalarKernels();
            case "scalar" -> new ScalarKernels();
            case "simd" -> {
                if (!vectors) {
                    throw new IllegalArgumentException(
                            "stride.kernels=simd needs the vector module: start java with --add-modules jdk.incubator.vector");
                }
                yield SimdKernels.create();
            }
            default -> throw new IllegalArgumentException("stride.kernels=" + name + " is not auto, simd or scalar");
        };
    }
}
