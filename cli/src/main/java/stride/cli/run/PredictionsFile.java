package stride.cli.run;

import java.io.IOException;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import stride.engine.Matrix;
import stride.model.decoder.Outcome;

/**
 * What {@code predictions.csv} holds, a line for each bin.
 *
 * @param bins      their numbers in the recording
 * @param part      what each bin was used for
 * @param actual    (bins, outputs); without columns where there is no target
 * @param predicted (bins, outputs); NaN, and nothing in the file, where there is no prediction
 * @param fold      of several folds, the number of the one that predicted, from 1 on
 */
public record PredictionsFile(
        int[] bins, IntFunction<String> part, Matrix actual, Matrix predicted, Optional<IntFunction<String>> fold) {
    /** What came of a decoder. */
    public static PredictionsFile of(Outcome outcome, int[] bins) {
        IntFunction<String> part = t -> outcome.folded()
                ? "test"
                : outcome.first().prepared().split().part(t).label();
        Optional<IntFunction<String>> fold =
                outcome.folded() ? Optional.of(t -> String.valueOf(outcome.testedBy(t) + 1)) : Optional.empty();
        return new PredictionsFile(bins, part, outcome.first().prepared().targets(), outcome.predictions(), fold);
    }

    /** The same with every bin of one part. */
    public PredictionsFile allOf(String label) {
        return new PredictionsFile(bins, t -> label, actual, predicted, fold);
    }

    /** The same without a target. */
    public PredictionsFile withoutActual() {
        return new PredictionsFile(bins, part, Matrix.zeros(bins.length, 0), predicted, fold);
    }

    /** Writes it all. */
    public void write(Appendable out) throws IOException {
        out.append("bin,part" + heading("actual", actual) + heading("predicted", predicted)
                + fold.map(f -> ",fold").orElse("") + "\n");
        for (int t = 0; t < bins.length; t++) {
            int bin = t;
            out.append(bins[t] + "," + part.apply(t) + row(actual, t) + row(predicted, t)
                    + fold.map(f -> "," + f.apply(bin)).orElse("") + "\n");
        }
    }

    private static String heading(String name, Matrix matrix) {
        return matrix.columns() == 1
                ? "," + name
                : IntStream.range(0, matrix.columns())
                        .mapToObj(c -> "," + name + "_" + c)
                        .collect(Collectors.joining());
    }

    private static String row(Matrix matrix, int row) {
        return IntStream.range(0, matrix.columns())
                .mapToObj(c -> Float.isNaN(matrix.at(row, c)) ? "," : "," + matrix.at(row, c))
                .collect(Collectors.joining());
    }
}
