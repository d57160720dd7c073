package stride.cli.animals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.model.UnfitException;
import stride.model.evaluation.Animals.Judged;

/** The test bins of a finished trial, read from its {@code predictions.csv}. */
final class TestBins {
    private TestBins() {}

    /**
     * Reads targets and predictions of every test bin that was predicted.
     *
     * @throws UnfitException if the file can't be read, or there is no such bin
     */
    static Judged read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> heading = List.of(lines.getFirst().split(",", -1));
            int outputs = (int)
                    heading.stream().filter(name -> name.startsWith("actual")).count();
            List<String[]> rows = lines.stream()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .filter(cells -> cells[1].equals("test") && !cells[2 + outputs].isEmpty())
                    .toList();
            if (rows.isEmpty() || outputs == 0) {
                throw new UnfitException(file + ": no test bin was predicted; use a split with a test part");
            }
            return new Judged(matrix(rows, 2, outputs), matrix(rows, 2 + outputs, outputs));
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new UnfitException(
                    "%s: not the predictions of a run (%s); run that recording again".formatted(file, e.getMessage()));
        }
    }

    private static Matrix matrix(List<String[]> rows, int first, int outputs) {
        Matrix matrix = Matrix.zeros(rows.size(), outputs);
        IntStream.range(0, matrix.data().length)
                .forEach(i -> matrix.data()[i] = Float.parseFloat(rows.get(i / outputs)[first + i % outputs]));
        return matrix;
    }
}
