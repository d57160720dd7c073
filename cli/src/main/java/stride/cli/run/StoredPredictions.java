package stride.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import stride.model.UnfitException;

/**
 * A {@code predictions.csv} read back; of several targets the first.
 *
 * @param bins      their numbers in the recording, as doubles for the axis of a figure
 * @param parts     what each was used for
 * @param folds     of several folds the number of the one that predicted; empty where there is one
 * @param actual    NaN where there is no value
 * @param predicted likewise
 */
public record StoredPredictions(
        double[] bins, String[] parts, List<String> folds, double[] actual, double[] predicted) {
    /**
     * Reads the file.
     *
     * @throws UnfitException if it can't be read, or is none
     */
    public static StoredPredictions read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> heading = List.of(lines.getFirst().split(",", -1));
            int actual = first(heading, "actual");
            int predicted = first(heading, "predicted");
            int fold = heading.indexOf("fold");
            int count = lines.size() - 1;
            if (count == 0 || predicted == heading.size()) {
                throw new UnfitException("%s: no predictions in it; run it again".formatted(file));
            }
            double[][] columns = new double[3][count];
            String[] parts = new String[count];
            List<String> folds = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String[] cells = lines.get(i + 1).split(",", -1);
                columns[0][i] = Integer.parseInt(cells[0]);
                parts[i] = cells[1];
                columns[1][i] = number(cells, actual);
                columns[2][i] = number(cells, predicted);
                if (fold >= 0) {
                    folds.add(cells[fold]);
                }
            }
            return new StoredPredictions(columns[0], parts, folds, columns[1], columns[2]);
        } catch (IOException | IndexOutOfBoundsException | NumberFormatException | java.util.NoSuchElementException e) {
            throw new UnfitException(
                    "%s: not the predictions of a run (%s); run it again".formatted(file, e.getMessage()));
        }
    }

    private static int first(List<String> heading, String name) {
        return IntStream.range(0, heading.size())
                .filter(i -> heading.get(i).equals(name) || heading.get(i).equals(name + "_0"))
                .findFirst()
                .orElse(heading.size());
    }

    private static double number(String[] cells, int column) {
        return column >= cells.length || cells[column].isEmpty() ? Double.NaN : Double.parseDouble(cells[column]);
    }

    /** The places of the bins of a part that have both values. */
    public int[] places(String part) {
        return IntStream.range(0, bins.length)
                .filter(i -> parts[i].equals(part) && !Double.isNaN(actual[i]) && !Double.isNaN(predicted[i]))
                .toArray();
    }

    /** A stretch of bins that are used alike: from the first place to the last, both inside. */
    public record Stretch(String part, int first, int last) {}

    /** All stretches, in the order of time; of several folds one for each. */
    public List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        String[] labels =
                folds.isEmpty() ? parts : folds.stream().map(f -> "fold " + f).toArray(String[]::new);
        for (int i = 0, start = 0; i < labels.length; i++) {
            if (i + 1 == labels.length || !labels[i + 1].equals(labels[i])) {
                stretches.add(new Stretch(labels[i], start, i));
                start = i + 1;
            }
        }
        return stretches;
    }

    @Override
    public String toString() {
        return bins.length + " predictions of "
                + Arrays.stream(parts).distinct().toList();
    }
}
