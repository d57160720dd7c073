package stride.data.synthetic;

import java.util.SplittableRandom;
import stride.engine.Matrix;

/**
 * The shared signals that the population mixes: slow noise, of which the first four follow the running. Their variances
 * fall with a power of their number, as the components of cortical activity do.
 *
 * @see <a href="https://doi.org/10.1126/science.aav7893">Stringer et al. 2019, spontaneous behaviours</a>
 */
final class Latents {
    private static final int MOST = 256;

    /** Of the deviations; the variances fall with twice that. */
    private static final double POWER = -0.55;

    /** The time constants of the noise and of arousal, in bins. */
    private static final double NOISE_MEMORY = 4;

    private static final double AROUSAL_MEMORY = 15;

    private Latents() {}

    /** Latents x bins, each of mean 0 and deviation {@code k^-0.55}. */
    static Matrix of(float[] speed, int neurons, SplittableRandom random) {
        int bins = speed.length;
        int rank = Math.min(MOST, Math.min(bins / 4, neurons));
        Matrix latents = Matrix.zeros(rank, bins);
        for (int k = 0; k < rank; k++) {
            float[] latent = standardized(smoothNoise(bins, new Normals(random.split())));
            switch (k) {
                case 0 -> latent = mixed(0.85f, map(speed, Latents::root), 0.5f, latent);
                case 1 -> latent = mixed(0.7f, leaky(speed), 0.7f, latent);
                case 2 -> latent = mixed(0.75f, delayed(speed, 1), 0.65f, latent);
                case 3 -> latent = mixed(0.5f, map(speed, v -> v > 1 ? 1 : 0), 0.85f, latent);
                default -> {}
            }
            float scale = (float) StrictMath.pow(k + 1, POWER);
            for (int t = 0; t < bins; t++) {
                latents.data()[k * bins + t] = scale * latent[t];
            }
        }
        return latents;
    }

    private static float[] mixed(float a, float[] x, float b, float[] y) {
        float[] z = standardized(x);
        for (int t = 0; t < z.length; t++) {
            z[t] = a * z[t] + b * y[t];
        }
        return standardized(z);
    }

    private static float[] standardized(float[] x) {
        double sum = 0;
        for (float v : x) {
            sum += v;
        }
        double mean = sum / x.length;
        double squares = 0;
        for (float v : x) {
            squares += (v - mean) * (v - mean);
        }
        double deviation = Math.sqrt(squares / x.length);
        return map(x, v -> (float) ((v - mean) / (deviation + 1e-12)));
    }

    private static float[] smoothNoise(int bins, Normals normals) {
        double keep = StrictMath.exp(-1 / NOISE_MEMORY);
        double fresh = Math.sqrt(1 - keep * keep);
        float[] noise = new float[bins];
        double state = normals.next();
        for (int t = 0; t < bins; t++) {
            noise[t] = (float) state;
            state = keep * state + fresh * normals.next();
        }
        return noise;
    }

    /** Arousal: what running leaves behind, fading slowly. */
    private static float[] leaky(float[] speed) {
        double keep = StrictMath.exp(-1 / AROUSAL_MEMORY);
        float[] arousal = new float[speed.length];
        double state = 0;
        for (int t = 0; t < speed.length; t++) {
            state = keep * state + speed[t];
            arousal[t] = (float) state;
        }
        return arousal;
    }

    private static float[] delayed(float[] speed, int bins) {
        float[] delayed = new float[speed.length];
        System.arraycopy(speed, 0, delayed, bins, speed.length - bins);
        return delayed;
    }

    private static float root(float v) {
        return (float) Math.sqrt(v);
    }

    private interface FloatMap {
        float apply(float v);
    }

    private static float[] map(float[] x, FloatMap f) {
        float[] y = new float[x.length];
        for (int t = 0; t < x.length; t++) {
            y[t] = f.apply(x[t]);
        }
        return y;
    }
}
