package stride.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.model.Draws;
import stride.model.Progress;

class ResumeTest {
    private static final int INPUTS = 8;

    private static Samples samples(int count, long seed) {
        Matrix x = Draws.normal(count, INPUTS, seed);
        Matrix y = Draws.normal(count, 1, seed + 1);
        for (int r = 0; r < count; r++) {
            y.data()[r] += x.at(r, 0) + x.at(r, 1);
        }
        return new Samples(x, y);
    }

    private final Samples train = samples(23, 1);
    private final Samples valid = samples(40, 3);
    private final Samples test = samples(50, 5);
    private final Mlp start = Mlp.initial(INPUTS, List.of(30, 6), 1, Activation.TANH, 1);

    private Trainer trainer(TrainingOptions options) {
        return new Trainer(train, valid, test, options, Kernels.choose());
    }

    static Stream<TrainingOptions> options() {
        return Stream.of(
                new TrainingOptions(12, 5, 0.02, 0.01, 0, true, 0, Selection.LAST, Loss.MSE, 1),
                with(0.3, true, Selection.VALID, Schedule.PLATEAU, 0.5, Augmentation.NONE),
                with(0.2, false, Selection.TEST, Schedule.COSINE, 0, Augmentation.NONE),
                with(0, false, Selection.VALID, Schedule.CONSTANT, 0, new Augmentation(0.1, 0, 0.3, 2)),
                with(0.2, true, Selection.VALID, Schedule.CONSTANT, 0, new Augmentation(0.1, 0, 0.3, 2)));
    }

    private static TrainingOptions with(
            double dropout,
            boolean shuffle,
            Selection select,
            Schedule schedule,
            double clip,
            Augmentation augmentation) {
        int stop = select == Selection.VALID ? 4 : 0;
        return new TrainingOptions(
                12, 5, 0.02, 0, dropout, shuffle, stop, select, Loss.MSE, 2, schedule, clip, augmentation);
    }

    @ParameterizedTest
    @MethodSource("options")
    void aTrainingThatGoesOnFromAnyEpochEndsAsOneThatNeverStopped(TrainingOptions options) {
        Training whole = trainer(options).train(start, Progress.NONE);
        for (int epochs = 1; epochs <= whole.history().size(); epochs++) {
            int stopAfter = epochs;
            Kept kept = new Kept(stopAfter);
            assertThatThrownBy(() -> trainer(options).train(start, 3, kept, Progress.NONE))
                    .isInstanceOf(CancellationException.class);
            Training resumed = trainer(options).train(start, 3, kept, Progress.NONE);
            assertSame(resumed, whole);
        }
    }

    private static void assertSame(Training actual, Training expected) {
        assertThat(actual.chosen()).isEqualTo(expected.chosen());
        assertThat(actual.steps()).isEqualTo(expected.steps());
        assertThat(actual.history()).hasSameSizeAs(expected.history());
        for (int i = 0; i < expected.history().size(); i++) {
            Epoch a = actual.history().get(i);
            Epoch e = expected.history().get(i);
            assertThat(List.of(a.number(), a.trainBatches(), a.train(), a.valid(), a.test()))
                    .isEqualTo(List.of(e.number(), e.trainBatches(), e.train(), e.valid(), e.test()));
        }
        for (int i = 0; i < expected.network().layers().size(); i++) {
            assertThat(actual.network().layers().get(i).weight())
                    .isEqualTo(expected.network().layers().get(i).weight());
            assertThat(actual.network().layers().get(i).bias())
                    .isEqualTo(expected.network().layers().get(i).bias());
        }
    }

    @Test
    void thereIsNoResultBeforeTheEnd() {
        TrainingRun run = trainer(options().findFirst().orElseThrow()).begin(start);
        run.next();
        assertThatThrownBy(run::result)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("asked for the result after 1 of 12 epochs");
    }

    /** Keeps the state after some epoch and then interrupts, once. */
    private static final class Kept implements Checkpoints {
        private final int stopAfter;
        private Optional<Checkpoint> kept = Optional.empty();

        Kept(int stopAfter) {
            this.stopAfter = stopAfter;
        }

        @Override
        public Optional<Checkpoint> last(int member) {
            assertThat(member).isEqualTo(3);
            return kept;
        }

        @Override
        public void offer(int member, Supplier<Checkpoint> now) {
            if (kept.isEmpty() && now.get().history().size() == stopAfter) {
                kept = Optional.of(now.get());
                throw new CancellationException();
            }
        }
    }
}
