package stride.engine;

/**
 * The rates of the Adam optimizer for one step, as PyTorch computes them: betas 0.9 and 0.999, epsilon 1e-8, bias
 * corrections in double, weight decay decoupled (AdamW).
 *
 * <p>One step changes a weight w with gradient g and moments m and v to
 *
 * <pre>
 *   w = w (1 - learningRate * weightDecay)
 *   m = beta1 m + g
 *   v = beta2 v + g g
 *   w = w - stepSize m / (sqrt(v) + epsilon)
 * </pre>
 *
 * <p>The moments are decaying sums, 1 / (1 - beta) times the averages of the paper; {@code stepSize} and {@code epsilon} of a
 * step carry these factors as well as the bias corrections. That saves five operations a weight.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2015</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019, decoupled weight decay</a>
 */
public final class Adam {
    /** The decay of the first moment. */
    public static final double BETA1 = 0.9;
    /** The decay of the second moment. */
    public static final double BETA2 = 0.999;
    /** What keeps the division from zero, beside the root of the second moment's average. */
    public static final double EPSILON = 1e-8;

    private double learningRate;
    private final double weightDecay;
    private long step;
    private float stepSize;
    private float epsilon;

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
        double sumOfWeights1 = (1 - Math.pow(BETA1, (double) step)) / (1 - BETA1);
        double sumOfWeights2 = (1 - Math.pow(BETA2, (double) step)) / (1 - BETA2);
        stepSize = (float) (learningRate * Math.sqrt(sumOfWeights2) / sumOfWeights1);
        epsilon = (float) (EPSILON * Math.sqrt(sumOfWeights2));
    }

    /** The number of steps begun. */
    public long step() {
        return step;
    }

    /** The learning rate, corrected for the weights of both sums. */
    public float stepSize() {
        return stepSize;
    }

    /** What is added to the root of the second sum. */
    public float epsilon() {
        return epsilon;
    }

    /** What each weight is multiplied by before the step: 1 without weight decay. */
    public float decayFactor() {
        return (float) (1 - learningRate * weightDecay);
    }
}
