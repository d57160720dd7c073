package stride.data.synthetic;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import stride.data.ReadProgress;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;

/**
 * Activity held in memory, in pieces of 512 neurons: a recording may have more values than one array can hold.
 *
 * <p>A neuron's activity is {@code gain max(0, loadings . latents + noise + threshold)}; gain, loadings and noise come from
 * a random stream that belongs to its piece, so that the values are the same for any number of threads.
 */
final class SyntheticActivity implements RowBlocks {
    private static final int PIECE = 512;

    // Half of all values end above the published median of 15.8, and the largest near the published maximum of 2418.
    private static final float NOISE = 1.4f;
    private static final float THRESHOLD = 0.7f;
    private static final float LEAST_GAIN = 8.5f;
    private static final float GAIN_SCALE = 14;

    private final int rows;
    private final int columns;
    private final List<Matrix> pieces;

    private SyntheticActivity(int rows, int columns, List<Matrix> pieces) {
        this.rows = rows;
        this.columns = columns;
        this.pieces = pieces;
    }

    /** Makes the activity of {@code neurons} that mix the latents (latents x bins). */
    static SyntheticActivity of(
            int neurons,
            Matrix latents,
            SplittableRandom random,
            Kernels kernels,
            Workers workers,
            ReadProgress progress) {
        int count = (neurons + PIECE - 1) / PIECE;
        List<SplittableRandom> randoms =
                Stream.generate(random::split).limit(count).toList();
        Matrix[] pieces = new Matrix[count];
        AtomicInteger made = new AtomicInteger();
        workers.run(count, i -> {
            int rows = Math.min(PIECE, neurons - i * PIECE);
            pieces[i] = piece(rows, latents, randoms.get(i), kernels);
            progress.at(made.incrementAndGet(), count);
        });
        return new SyntheticActivity(neurons, latents.columns(), List.of(pieces));
    }

    private static Matrix piece(int neurons, Matrix latents, SplittableRandom random, Kernels kernels) {
        int rank = latents.rows();
        int bins = latents.columns();
        Normals normals = new Normals(random);
        float[] loadings = new float[neurons * rank];
        normals.fill(loadings);
        Matrix piece = Matrix.zeros(neurons, bins);
        float[] drive = piece.data();
        kernels.gemm(
                Workers.NONE,
                false,
                false,
                neurons,
                bins,
                rank,
                1,
                loadings,
                0,
                rank,
                latents.data(),
                0,
                bins,
                0,
                drive,
                0,
                bins);
        float[] noise = new float[bins];
        for (int neuron = 0; neuron < neurons; neuron++) {
            float gain = gain(normals);
            normals.fill(noise);
            for (int t = 0; t < bins; t++) {
                int i = neuron * bins + t;
                drive[i] = gain * Math.max(0, drive[i] + NOISE * noise[t] + THRESHOLD);
            }
        }
        return piece;
    }

    /** Gamma distributed with shape 3/2: half the sum of three squared normals. */
    private static float gain(Normals normals) {
        float sum = 0;
        for (int i = 0; i < 3; i++) {
            float normal = normals.next();
            sum += normal * normal;
        }
        return LEAST_GAIN + GAIN_SCALE * sum / 2;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void read(int first, int count, float[] target) {
        RowBlocks.check(this, first, count, target);
        int done = 0;
        while (done < count) {
            int row = first + done;
            int inPiece = row % PIECE;
            int n = Math.min(count - done, PIECE - inPiece);
            System.arraycopy(pieces.get(row / PIECE).data(), inPiece * columns, target, done * columns, n * columns);
            done += n;
        }
    }
}
