package stride.engine;

/**
 * The rates of the Adam optimizer for one step, as PyTorch computes them: betas 0.9 and 0.999, epsilon 1e-8, bias
 * corrections in double, weight decay decoupled (AdamW).
 *
 * <p>One step changes a weight w with gradient g and moments m and v to
 *
 * <pre>
 *   w = w (1 - learningRate * weightDecay)
 *   m = beta1 m + (1 - beta1) g
 *   v = beta2 v + (1 - beta2) g g
 *   w = w - stepSize m / (sqrt(v) / rootCorrection + epsilon)
 * </pre>
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019, decoupled weight decay</a>
 */
public final class Adam {
    /** The decay of the first moment. */
    public static final double BETA1 = 0.9;
    /** The decay of the second moment. */
    public static final double BETA2 = 0.999;
    /** What keeps the division from zero. */
    public static final float EPSILON = 1e-8f;

    private double learningRate;
    private final double weightDecay;
    private long step;
    private float stepSize;
    private float rootCorrection;

    /** Rates before the first step. */
    public Adam(double learningRate, double weightDecay) {
        this(learningRate, weightDecay, 0);
    }

    /** Rates after {@code stepsDone} steps, to go on from there. */
    public Adam(double learningRate, double weightDecay, long stepsDone) {
        this.learningRate = learningRate;
        this.weightDecay = weightDecay;
        this.step = stepsDone;
    }

    /** Changes the learning rate from the next step on, as a schedule asks. */
    public void setLearningRate(double rate) {
        learningRate = rate;
    }

    /** Goes on to the next step; called once before each step's updates. */
    public void next() {
        step++;
        stepSize = (float) (learningRate / (1 - Math.pow(BETA1, (double) step)));
        rootCorrection = (float) Math.sqrt(1 - Math.pow(BETA2, (double) step));
    }

    /** The number of steps begun. */
    public long step() {
        return step;
    }

    /** The learning rate over the first moment's bias correction. */
    public float stepSize() {
        return stepSize;
    }

    /** The square root of the second moment's bias correction. */
    public float rootCorrection() {
        return rootCorrection;
    }

    /** What each weight is multiplied by before the step: 1 without weight decay. */
    public float decayFactor() {
        return (float) (1 - learningRate * weightDecay);
    }
}
