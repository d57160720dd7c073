package stride.cli.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.decoder.InputOptions;
import stride.model.decoder.Outcome;
import stride.model.decoder.Prepared;
import stride.model.decoder.Scaling;
import stride.model.decoder.Trial;
import stride.model.evaluation.Difference;
import stride.model.evaluation.Figure;
import stride.model.evaluation.Interval;
import stride.model.pca.PcaSolver;
import stride.model.split.Gap;
import stride.model.split.History;
import stride.model.split.SplitOptions;

class VersusRidgeTest {
    private static VersusRidge of(double r2, Interval interval) {
        Difference difference = new Difference(r2, interval);
        return new VersusRidge(Map.of(Figure.R2, difference, Figure.RMSE, difference), "too few bins for an interval");
    }

    @Test
    void anIntervalOnOneSideOfZeroIsAVerdict() {
        assertThat(of(0.2, new Interval(0.1, 0.3)).verdict()).isEqualTo("better than ridge");
        assertThat(of(-0.2, new Interval(-0.3, -0.1)).verdict()).isEqualTo("worse than ridge");
        assertThat(of(0.2, new Interval(-0.1, 0.5)).verdict()).isEqualTo("not told apart from ridge");
    }

    @Test
    void withoutAnIntervalThereIsNone() {
        for (double r2 : new double[] {0.2, -0.2, Double.NaN}) {
            VersusRidge versus = of(r2, Interval.NONE);
            assertThat(versus.isBetter()).isFalse();
            assertThat(versus.isWorse()).isFalse();
            assertThat(versus.verdict()).isEqualTo("not told apart from ridge");
        }
        assertThat(of(0.2, Interval.NONE).figures()).isEqualTo("R2 +0.200, too few bins for an interval");
    }

    /** 65 targets of 300 test bins: the bins are enough. */
    @Test
    void whyThereIsNoIntervalIsSaidAndKept() {
        int bins = 1000;
        Matrix activity = normal(4, bins, 1);
        Matrix targets = normal(bins, 65, 2);
        Prepared prepared = Prepared.of(
                activity,
                targets,
                SplitOptions.chronological(0.7, 0)
                        .withGap(Gap.of(1))
                        .folds(bins)
                        .getFirst(),
                new InputOptions(0, PcaSolver.AUTO, false, Scaling.EACH, true, History.NONE),
                Kernels.choose(),
                Workers.NONE,
                Progress.NONE);
        Outcome mean = Outcome.of(prepared, Trial.trainMean(prepared, Kernels.choose()));
        Optional<VersusRidge> versus = VersusRidge.of(mean, mean);
        JsonObject run = new JsonObject();
        run.add("versus_ridge", VersusRidge.json(versus));
        assertThat(VersusRidge.read(run)).isEqualTo(versus);
        assertThat(versus.orElseThrow().figures()).isEqualTo("R2 +0.000, no interval with more than 64 targets");
    }

    private static Matrix normal(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }
}
