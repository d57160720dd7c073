package stride.model.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import stride.engine.Activation;
import stride.engine.Kernels;
import stride.model.Draws;
import stride.model.network.Augmentation;
import stride.model.network.Checkpoint;
import stride.model.network.Loss;
import stride.model.network.Mlp;
import stride.model.network.Samples;
import stride.model.network.Schedule;
import stride.model.network.Selection;
import stride.model.network.Trainer;
import stride.model.network.Training;
import stride.model.network.TrainingOptions;
import stride.model.network.TrainingRun;

class CheckpointFileTest {
    @TempDir
    private Path folder;

    private final Samples train = new Samples(Draws.normal(30, 6, 1), Draws.normal(30, 2, 2));
    private final Samples valid = new Samples(Draws.normal(10, 6, 3), Draws.normal(10, 2, 4));
    private final Mlp start = Mlp.initial(6, List.of(5, 3), 2, Activation.TANH, 7);

    private Trainer trainer(Selection select) {
        Schedule schedule = select == Selection.LAST ? Schedule.COSINE : Schedule.PLATEAU;
        TrainingOptions options = new TrainingOptions(
                9, 4, 1e-2, 0.01, 0.2, true, 0, select, Loss.MSE, 5, schedule, 1, new Augmentation(0.1, 0, 0, 0));
        return new Trainer(train, valid, valid, options, Kernels.choose());
    }

    /** Through the file after each epoch, a training ends with the bytes of one that went through. */
    @ParameterizedTest
    @EnumSource(Selection.class)
    void aTrainingGoesOnFromItsFile(Selection select) throws IOException {
        Trainer trainer = trainer(select);
        TrainingRun through = trainer.begin(start);
        while (!through.finished()) {
            through.next();
        }
        TrainingRun kept = trainer.begin(start);
        while (!kept.finished()) {
            kept.next();
            kept = trainer.resume(throughFile(kept.checkpoint()), Activation.TANH);
        }
        Training expected = through.result();
        Training actual = kept.result();
        assertThat(actual.chosen()).isEqualTo(expected.chosen());
        assertThat(actual.steps()).isEqualTo(expected.steps());
        for (int i = 0; i < 3; i++) {
            assertThat(actual.network().layers().get(i).weight().data())
                    .isEqualTo(expected.network().layers().get(i).weight().data());
            assertThat(actual.network().layers().get(i).bias())
                    .isEqualTo(expected.network().layers().get(i).bias());
        }
        for (int i = 0; i < expected.history().size(); i++) {
            assertThat(actual.history().get(i).valid())
                    .isEqualTo(expected.history().get(i).valid());
        }
    }

    @Test
    void anyDamageIsRefused() throws IOException {
        TrainingRun run = trainer(Selection.VALID).begin(start);
        run.next();
        byte[] whole = bytes(run.checkpoint());
        Path file = folder.resolve("x.checkpoint");
        for (int at = 0; at < whole.length; at += 7) {
            byte[] flipped = whole.clone();
            flipped[at] ^= 1;
            assertDamaged(file, flipped);
            assertDamaged(file, Arrays.copyOf(whole, at));
        }
    }

    private static void assertDamaged(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes);
        assertThatThrownBy(() -> CheckpointFile.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("x.checkpoint")
                .hasMessageContaining("damaged");
    }

    @Test
    void oneOfAnotherVersionIsNotCalledDamaged() throws IOException {
        byte[] bytes =
                bytes(new Checkpoint(List.of(), List.of(), List.of(), Optional.empty(), new int[0], new long[0], 0, 0));
        bytes[7]++; // the version's last digit
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(bytes.length - Integer.BYTES, (int)
                crc.getValue());
        Path file = Files.write(folder.resolve("y.checkpoint"), bytes);
        assertThatThrownBy(() -> CheckpointFile.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContaining("y.checkpoint")
                .hasMessageContaining("another version");
    }

    private Checkpoint throughFile(Checkpoint checkpoint) throws IOException {
        return CheckpointFile.read(Files.write(folder.resolve("checkpoint"), bytes(checkpoint)));
    }

    private static byte[] bytes(Checkpoint checkpoint) {
        ByteBuffer buffer = CheckpointFile.bytes(checkpoint);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
