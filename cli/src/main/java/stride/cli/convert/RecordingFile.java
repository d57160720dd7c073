package stride.cli.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import stride.data.Recording;
import stride.data.numpy.NpzWriter;
import stride.engine.Matrix;
import stride.engine.RowBlocks;

/** A recording's file of plain arrays. */
public final class RecordingFile {
    private RecordingFile() {}

    /** Writes {@code activity}, {@code target}, and {@code positions} where they are known; the activity is what is given. */
    public static void write(Recording recording, RowBlocks activity, Path place) throws IOException {
        try (NpzWriter writer = NpzWriter.create(place)) {
            writer.add("activity", activity);
            Matrix targets = recording.targets();
            double[] values = IntStream.range(0, targets.data().length)
                    .mapToDouble(i -> targets.data()[i])
                    .toArray();
            writer.add("target", targets.rows(), targets.columns(), values);
            Optional<Matrix> positions = recording.positions();
            if (positions.isPresent()) {
                writer.add("positions", positions.get());
            }
            writer.finish();
        }
    }
}
