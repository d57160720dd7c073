package stride.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import stride.model.UnfitException;

/**
 * A {@code history.csv} read back: the losses of each epoch, NaN for a part without bins.
 *
 * @param epochs their numbers, from 1 on
 */
public record StoredHistory(double[] epochs, double[] train, double[] valid, double[] test) {
    private static final List<String> COLUMNS = List.of("epoch", "train", "valid", "test");

    /**
     * Reads the file.
     *
     * @throws UnfitException if it can't be read, or is none
     */
    public static StoredHistory read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> heading = List.of(lines.getFirst().split(",", -1));
            List<String[]> rows =
                    lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
            double[][] columns = COLUMNS.stream()
                    .map(name -> column(rows, heading.indexOf(name)))
                    .toArray(double[][]::new);
            return new StoredHistory(columns[0], columns[1], columns[2], columns[3]);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException | java.util.NoSuchElementException e) {
            throw new UnfitException("%s: not the history of a run (%s); run it again".formatted(file, e.getMessage()));
        }
    }

    private static double[] column(List<String[]> rows, int c) {
        return IntStream.range(0, rows.size())
                .mapToDouble(r -> rows.get(r)[c].isEmpty() ? Double.NaN : Double.parseDouble(rows.get(r)[c]))
                .toArray();
    }
}
