package stride.model.pca;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.RandomStream;

/**
 * What each of several random groups of neurons contributes to the scores of some bins. Scores are linear in the
 * activity, so those without a group are the whole ones less its contribution, and any groups can be left out without
 * the activity at hand.
 *
 * @param groups for each its contribution (bins, k), about the mean over these bins; all together they are the scores
 *               about theirs
 */
public record GroupScores(List<Matrix> groups) {
    /** 65,534 ways to leave some out, for 16 times the memory of the scores: 157 MB for 4,912 bins and 500 components. */
    private static final int GROUPS = 16;

    /** The groups are always the same: the seed of a trial is not to change its inputs. */
    private static final long SEED = 20160405;

    public GroupScores {
        groups = List.copyOf(groups);
    }

    /**
     * Goes through the activity once.
     *
     * @param activity neurons x bins, read in blocks; not modified
     * @param bins     those whose scores are wanted, ascending; others play no part
     */
    public static GroupScores of(
            Pca pca, RowBlocks activity, int[] bins, Kernels kernels, Workers workers, Progress progress) {
        int count = Math.min(GROUPS, activity.rows());
        int[] groupOf = deal(activity.rows(), count);
        int n = bins.length;
        int k = pca.k();
        List<Matrix> groups =
                Stream.generate(() -> Matrix.zeros(n, k)).limit(count).toList();
        CenteredBlocks blocks = new CenteredBlocks(activity, bins, kernels, workers);
        blocks.forEach(pca.mean(), progress, (first, rows, values) -> {
            for (int g = 0; g < count; g++) {
                int group = g;
                int[] members = IntStream.range(0, rows)
                        .filter(r -> groupOf[first + r] == group)
                        .toArray();
                float[] own = rows(values, n, members);
                float[] weights = columns(pca, first, members);
                kernels.gemm(
                        workers,
                        true,
                        true,
                        n,
                        pca.varying(),
                        members.length,
                        1,
                        own,
                        0,
                        n,
                        weights,
                        0,
                        members.length,
                        1,
                        groups.get(g).data(),
                        0,
                        k);
            }
        });
        workers.run(count, g -> centre(groups.get(g)));
        return new GroupScores(groups);
    }

    /** The group of each neuron: as many in each, but for one, and drawn at random. */
    private static int[] deal(int neurons, int groups) {
        RandomStream random = new RandomStream(SEED);
        int[] groupOf = IntStream.range(0, neurons).map(n -> n % groups).toArray();
        for (int i = neurons - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = groupOf[i];
            groupOf[i] = groupOf[j];
            groupOf[j] = kept;
        }
        return groupOf;
    }

    private static float[] rows(float[] values, int n, int[] members) {
        float[] own = new float[members.length * n];
        for (int i = 0; i < members.length; i++) {
            System.arraycopy(values, members[i] * n, own, i * n, n);
        }
        return own;
    }

    /** The columns of these neurons in the components that vary, (k, members). */
    private static float[] columns(Pca pca, int first, int[] members) {
        float[] weights = new float[pca.varying() * members.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = pca.components().at(i / members.length, first + members[i % members.length]);
        }
        return weights;
    }

    private static void centre(Matrix contribution) {
        int n = contribution.rows();
        int k = contribution.columns();
        double[] sums = new double[k];
        for (int i = 0; i < contribution.data().length; i++) {
            sums[i % k] += contribution.data()[i];
        }
        for (int i = 0; i < contribution.data().length; i++) {
            contribution.data()[i] -= (float) (sums[i % k] / n);
        }
    }

    /** The same for the first {@code k} components alone. */
    public GroupScores leading(int k) {
        return new GroupScores(groups.stream().map(g -> g.leadingColumns(k)).toList());
    }
}
