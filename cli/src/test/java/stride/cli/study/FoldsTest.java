package stride.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import stride.engine.Matrix;
import stride.model.decoder.Outcome;
import stride.model.decoder.Trial;

class FoldsTest {
    private static Outcome.Fold fold(int number) {
        return new Outcome.Fold(
                null,
                new Trial(Optional.empty(), Matrix.zeros(number, 1), Map.of(), List.of(), OptionalDouble.empty()));
    }

    @Test
    void theLastFoldGivesAllInTheirOrder() {
        Folds folds = new Folds(3);
        assertThat(folds.succeeded(2, fold(2))).isEmpty();
        assertThat(folds.succeeded(0, fold(0))).isEmpty();
        Outcome outcome = folds.succeeded(1, fold(1)).orElseThrow();
        assertThat(outcome.folds())
                .extracting(f -> f.trial().predictions().rows())
                .containsExactly(0, 1, 2);
    }

    @Test
    void theFirstFailureIsTheTrials() {
        Folds folds = new Folds(3);
        assertThat(folds.succeeded(0, fold(0))).isEmpty();
        assertThat(folds.failed()).isTrue();
        assertThat(folds.failed()).isFalse();
        assertThat(new Folds(1).failed()).isTrue();
    }

    @Test
    void noOutcomeComesOfATrialThatFailed() {
        Folds folds = new Folds(2);
        assertThat(folds.failed()).isTrue();
        assertThat(folds.succeeded(1, fold(1))).isEmpty();
    }

    /** What nothing else holds on to is cleared by a collection that is asked for. */
    @Test
    void nothingIsKeptOfATrialThatEnded() {
        Folds succeeded = new Folds(1);
        WeakReference<Outcome.Fold> last = first(succeeded);
        Folds failed = new Folds(2);
        WeakReference<Outcome.Fold> beforeFailure = first(failed);
        assertThat(failed.failed()).isTrue();
        System.gc();
        assertThat(last.get()).isNull();
        assertThat(beforeFailure.get()).isNull();
        assertThat(List.of(succeeded, failed)).doesNotContainNull(); // so they were there until now
    }

    /** The first fold of a trial, to which only the trial holds on. */
    private static WeakReference<Outcome.Fold> first(Folds folds) {
        Outcome.Fold fold = fold(0);
        folds.succeeded(0, fold)
                .ifPresent(outcome -> assertThat(outcome.first()).isSameAs(fold));
        return new WeakReference<>(fold);
    }
}
