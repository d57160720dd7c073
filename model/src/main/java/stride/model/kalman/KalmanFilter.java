package stride.model.kalman;

import java.util.function.IntPredicate;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.algebra.Cholesky;
import stride.model.algebra.Gram;

/**
 * A Kalman filter decoder: the targets s follow {@code s_t = A s_t-1 + w}, w from N(0, W), and the inputs
 * {@code x_t = C s_t + q}, q from N(0, Q), all about their means over the train bins. Q is shrunk towards its diagonal, for
 * its inverse is what weighs the inputs. The targets are estimated from the inputs up to the present bin. Immutable.
 *
 * @see <a href="https://doi.org/10.1162/089976606774841585">Wu et al. 2006, Bayesian population decoding of motor
 *     cortical activity using a Kalman filter</a>
 */
public final class KalmanFilter {
    private final int states;
    private final int inputs;
    private final double[] stateMean;
    private final double[] inputMean;
    private final double[] transition; // A (states, states)
    private final double[] transitionNoise; // W (states, states)
    private final double[] stationary; // the targets' own covariance: what is known before the first bin
    private final double[] observation; // C (inputs, states)
    private final double[] observationNoise; // Q (inputs, inputs)
    private final double[] weights; // Q^-1 C (inputs, states)
    private final double[] information; // C^T Q^-1 C (states, states)

    private KalmanFilter(
            double[] stateMean,
            double[] inputMean,
            double[] transition,
            double[] transitionNoise,
            double[] stationary,
            double[] observation,
            double[] observationNoise) {
        this.states = stateMean.length;
        this.inputs = inputMean.length;
        this.stateMean = stateMean;
        this.inputMean = inputMean;
        this.transition = transition;
        this.transitionNoise = transitionNoise;
        this.stationary = stationary;
        this.observation = observation;
        this.observationNoise = observationNoise;
        this.weights = Cholesky.of(inputs, observationNoise).solve(observation, states);
        this.information = Dense.transposedTimes(observation, weights, inputs, states, states);
    }

    /**
     * Fits it, in closed form.
     *
     * @param x         inputs of the train bins, (bins, inputs), in the order of time
     * @param y         targets of the train bins, (bins, states)
     * @param continues whether a row follows the one before it in time
     * @throws stride.model.NumericException if targets are linearly dependent, or leave nothing of an input
     */
    public static KalmanFilter fit(Matrix x, Matrix y, IntPredicate continues, Kernels kernels, Workers workers) {
        int bins = x.rows();
        int d = y.columns();
        double[] stateMean = Dense.columnMeans(y);
        double[] inputMean = Dense.columnMeans(x);
        Matrix s = Dense.minus(y, stateMean);
        Matrix o = Dense.minus(x, inputMean);
        double[] squares = Gram.ofColumns(s, kernels, workers);
        double[] both = Gram.ofColumns(s, o, kernels, workers); // (states, inputs)
        double[] observation = Dense.transposed(Cholesky.of(d, squares).solve(both, x.columns()), d, x.columns());
        Matrix rest = residual(o, s, observation);
        Transition transition = Transition.fit(s, continues);
        return new KalmanFilter(
                stateMean,
                inputMean,
                transition.matrix(),
                transition.noise(),
                Dense.scaled(squares, 1.0 / bins),
                observation,
                ShrunkCovariance.of(rest, kernels, workers));
    }

    /** What the targets do not explain of the inputs. */
    private static Matrix residual(Matrix o, Matrix s, double[] observation) {
        int d = s.columns();
        Matrix rest = Matrix.zeros(o.rows(), o.columns());
        for (int t = 0; t < o.rows(); t++) {
            for (int i = 0; i < o.columns(); i++) {
                double sum = o.at(t, i);
                for (int a = 0; a < d; a++) {
                    sum -= observation[i * d + a] * s.at(t, a);
                }
                rest.data()[t * o.columns() + i] = (float) sum;
            }
        }
        return rest;
    }

    /**
     * The targets of every bin, (bins, states), from the inputs up to it.
     *
     * @param x         (bins, inputs), in the order of time
     * @param continues whether a bin follows the one before it; where it does not, the filter begins anew
     * @throws stride.model.NumericException if a covariance is not positive definite
     */
    public Matrix filter(Matrix x, IntPredicate continues) {
        Matrix estimated = Matrix.zeros(x.rows(), states);
        double[] state = new double[states];
        double[] covariance = stationary;
        for (int t = 0; t < x.rows(); t++) {
            boolean goesOn = t > 0 && continues.test(t);
            double[] expected = goesOn ? Dense.times(transition, state, states, states, 1) : new double[states];
            covariance = updated(goesOn ? predicted(covariance) : stationary);
            state = corrected(expected, covariance, x, t);
            for (int a = 0; a < states; a++) {
                estimated.data()[t * states + a] = (float) (state[a] + stateMean[a]);
            }
        }
        return estimated;
    }

    /** {@code A P A^T + W}. */
    private double[] predicted(double[] covariance) {
        double[] left = Dense.times(transition, covariance, states, states, states);
        double[] both = Dense.times(left, Dense.transposed(transition, states, states), states, states, states);
        return Dense.plus(both, transitionNoise);
    }

    /** {@code (P^-1 + C^T Q^-1 C)^-1}: what is known once the inputs are seen, whatever they are. */
    private double[] updated(double[] covariance) {
        return Dense.inverse(states, Dense.plus(Dense.inverse(states, covariance), information));
    }

    /** {@code s + P C^T Q^-1 (x - C s)}. */
    private double[] corrected(double[] expected, double[] covariance, Matrix x, int t) {
        double[] evidence = new double[states];
        for (int i = 0; i < inputs; i++) {
            double seen = x.at(t, i) - inputMean[i];
            for (int a = 0; a < states; a++) {
                evidence[a] += weights[i * states + a] * seen;
            }
        }
        double[] known = Dense.times(information, expected, states, states, 1);
        for (int a = 0; a < states; a++) {
            evidence[a] -= known[a];
        }
        return Dense.plus(expected, Dense.times(covariance, evidence, states, states, 1));
    }

    /** A copy of A, (states, states). */
    public double[] transition() {
        return transition.clone();
    }

    /** A copy of W, (states, states). */
    public double[] transitionNoise() {
        return transitionNoise.clone();
    }

    /** A copy of C, (inputs, states). */
    public double[] observation() {
        return observation.clone();
    }

    /** A copy of Q, (inputs, inputs). */
    public double[] observationNoise() {
        return observationNoise.clone();
    }
}
