package stride.data.synthetic;

import java.util.SplittableRandom;
import stride.data.DataException;
import stride.data.ReadProgress;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;

/**
 * A made-up recording with the statistics of the published one: sparse non-negative activity with heavy tails and a
 * power-law spectrum, running in bouts, neurons in nine planes. The same specification and kernels give the same values.
 *
 * @param spec      what determines it
 * @param activity  neurons x bins
 * @param speed     bins x 1, running speed in arbitrary units
 * @param positions neurons x 3, in um
 */
public record SyntheticRecording(SyntheticSpec spec, RowBlocks activity, Matrix speed, Matrix positions) {
    /** A piece of the activity, 512 neurons, must fit into one array. */
    private static final int MOST_BINS = 1 << 21;

    /**
     * Makes the recording; it takes little more memory than its activity.
     *
     * @param progress is told the pieces that are made
     * @throws DataException if the heap has no room for it
     */
    public static SyntheticRecording make(SyntheticSpec spec, Kernels kernels, Workers workers, ReadProgress progress) {
        requireRoom(spec);
        SplittableRandom random = new SplittableRandom(spec.seed());
        float[] speed = Running.speed(spec.bins(), random.split());
        Matrix latents = Latents.of(speed, spec.neurons(), random.split());
        Matrix positions = positions(spec.neurons(), random.split());
        RowBlocks activity = SyntheticActivity.of(spec.neurons(), latents, random.split(), kernels, workers, progress);
        return new SyntheticRecording(spec, activity, new Matrix(spec.bins(), 1, speed), positions);
    }

    private static void requireRoom(SyntheticSpec spec) {
        if (spec.bins() > MOST_BINS) {
            throw new DataException(spec.toString(), "has more than %d bins; make it shorter".formatted(MOST_BINS));
        }
        long megabytes = (4L * spec.neurons() * spec.bins()) >> 20;
        long room = Runtime.getRuntime().maxMemory() >> 20;
        if (megabytes > room * 9 / 10) {
            throw new DataException(
                    spec.toString(),
                    "takes %d MB, and java has %d MB; make it smaller or start java with a larger -Xmx"
                            .formatted(megabytes, room));
        }
    }

    /** A field of about 1 mm, and nine planes 30 um apart from 150 um below the surface. */
    private static Matrix positions(int neurons, SplittableRandom random) {
        Matrix positions = Matrix.zeros(neurons, 3);
        for (int n = 0; n < neurons; n++) {
            positions.data()[3 * n] = (float) random.nextDouble(4, 1010);
            positions.data()[3 * n + 1] = (float) random.nextDouble(4, 1012);
            positions.data()[3 * n + 2] = -150 - 30 * random.nextInt(9);
        }
        return positions;
    }
}
