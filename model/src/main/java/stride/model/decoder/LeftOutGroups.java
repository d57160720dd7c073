package stride.model.decoder;

import java.util.Arrays;
import java.util.Optional;
import stride.engine.Matrix;
import stride.model.Standardizer;
import stride.model.network.Neurons;
import stride.model.pca.GroupScores;

/**
 * Groups of neurons that are left out of inputs made of components.
 *
 * @param scores    what each group contributes to the scores of every train bin
 * @param perUnit   what a score is multiplied by to be an input, for each component
 * @param firstRows for each train sample the row in {@code scores} of its window's first bin; the others follow
 * @param bins      of a window
 */
record LeftOutGroups(GroupScores scores, float[] perUnit, int[] firstRows, int bins) implements Neurons {
    static LeftOutGroups of(GroupScores scores, Optional<Standardizer> scaler, int[] firstRows, int bins) {
        float[] perUnit = new float[scores.groups().getFirst().columns()];
        Arrays.fill(perUnit, 1);
        scaler.map(Standardizer::scale).ifPresent(scale -> {
            for (int c = 0; c < perUnit.length; c++) {
                perUnit[c] = 1 / scale[c];
            }
        });
        return new LeftOutGroups(scores, perUnit, firstRows, bins);
    }

    @Override
    public int count() {
        return scores.groups().size();
    }

    @Override
    public void leaveOut(boolean[] left, int sample, float[] x, int offset) {
        for (int g = 0; g < left.length; g++) {
            if (left[g]) {
                subtract(scores.groups().get(g), firstRows[sample], x, offset);
            }
        }
        float scale = Neurons.scale(left);
        for (int i = offset; i < offset + bins * perUnit.length; i++) {
            x[i] *= scale;
        }
    }

    private void subtract(Matrix contribution, int firstRow, float[] x, int offset) {
        int k = perUnit.length;
        for (int b = 0; b < bins; b++) {
            int from = (firstRow + b) * k;
            int to = offset + b * k;
            for (int c = 0; c < k; c++) {
                x[to + c] -= perUnit[c] * contribution.data()[from + c];
            }
        }
    }
}
