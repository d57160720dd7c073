package stride.model.pca;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.Draws;
import stride.model.Progress;

/** What a fit tells of itself: every pass and product in turn, and a share that never goes back and ends at the whole. */
class StagesTest {
    private static final class Recorded implements Progress {
        private final SequencedSet<String> stages = new LinkedHashSet<>();
        private final List<Double> shares = new ArrayList<>();

        @Override
        public void at(long done, long of) {
            shares.add((double) done / of);
        }

        @Override
        public void stage(String name) {
            stages.add(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "40, 100, EXACT, 'pass 1 of 3, pass 2 of 3, eigenproblem of 40, pass 3 of 3'",
        "100, 40, EXACT, 'pass 1 of 4, pass 2 of 4, eigenproblem of 40, pass 3 of 4, pass 4 of 4'",
        "3000, 400, RANDOMIZED, 'pass 1 of 7, pass 2 of 7, pass 3 of 7, pass 4 of 7, pass 5 of 7, pass 6 of 7, product"
                + " 1 of 11, product 2 of 11, product 3 of 11, product 4 of 11, product 5 of 11, product 6 of 11, product"
                + " 7 of 11, product 8 of 11, product 9 of 11, product 10 of 11, product 11 of 11, eigenproblem of 50,"
                + " pass 7 of 7'",
        "100, 1000, RANDOMIZED, 'pass 1 of 4, pass 2 of 4, pass 3 of 4, eigenproblem of 100, pass 4 of 4'"
    })
    void everyStageIsToldInTurn(int neurons, int bins, PcaSolver solver, String expected) {
        Matrix activity = Draws.activity(neurons, bins, 1);
        Recorded recorded = new Recorded();
        Projection.of(activity, Draws.all(bins), 20, solver, Kernels.choose(), Workers.NONE, recorded);
        List<String> stages = List.of(expected.split(", "));
        assertThat(recorded.stages)
                .map(stage -> stage.substring(solver.label().length() + 2))
                .containsExactlyElementsOf(stages);
        assertThat(recorded.shares).isSorted();
        assertThat(recorded.shares.getLast()).isEqualTo(1);
    }
}
