package stride.model.pca;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well components were found.
 *
 * <p>With A the centred activity (neurons, bins fitted on), a component v of the variance {@code s^2 / (bins - 1)} and its
 * course in time w, a unit vector, are exact where {@code A w = s v} and {@code A^T v = s w}. The solvers make one of the
 * two true, so that the other tells the error: {@code |A^T v - s w| / s}, which is {@code |S w - s^2 w| / s^2} for the
 * bins' covariance {@code S = A^T A}; or, where the neurons' covariance {@code C = A A^T} was decomposed itself,
 * {@code |C v - s^2 v| / s^2}. In words: the share of a component by which the covariance turns it away. Some eigenvalue
 * lies within that share of the component's own. Rounding to float32 alone leaves about 1e-7, times the deviation of the
 * first component over that of this one.
 *
 * @param solver    what found them; never {@link PcaSolver#AUTO}
 * @param residuals one for each component, as above; 0 for one of no variance
 */
public record PcaAccuracy(PcaSolver solver, double[] residuals) {
    /**
     * What a residual may be. A component's variance is off by the square of its residual, over the distance to
     * directions that are left out as a share of it: below 0.1, by a hundredth where those have half its variance or
     * less.
     */
    public static final double CONVERGED = 0.1;

    /** The largest residual. */
    public double largest() {
        return Arrays.stream(residuals).max().orElse(0);
    }

    /** The components, counted from 0, whose residual is above {@link #CONVERGED}. */
    public int[] unconverged() {
        return IntStream.range(0, residuals.length)
                .filter(c -> residuals[c] > CONVERGED)
                .toArray();
    }

    /** The same for the first {@code k} components alone. */
    public PcaAccuracy leading(int k) {
        return new PcaAccuracy(solver, Arrays.copyOf(residuals, k));
    }
}
