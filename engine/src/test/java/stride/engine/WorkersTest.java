package stride.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void everyTaskRunsOnce(int threads) {
        try (Workers workers = Workers.of(threads)) {
            for (int tasks : new int[] {0, 1, 2, 1000}) {
                AtomicIntegerArray runs = new AtomicIntegerArray(tasks);
                workers.run(tasks, runs::incrementAndGet);
                for (int i = 0; i < tasks; i++) {
                    assertThat(runs.get(i)).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aFailureIsThrownInTheCallersThread(int threads) {
        try (Workers workers = Workers.of(threads)) {
            assertThatThrownBy(() -> workers.run(10, i -> {
                        if (i == 7) {
                            throw new IllegalStateException("task 7");
                        }
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("task 7");
        }
    }

    @Test
    void noThreadIsRefused() {
        assertThatThrownBy(() -> Workers.of(0)).hasMessage("0 threads, at least 1 is needed");
    }
}
