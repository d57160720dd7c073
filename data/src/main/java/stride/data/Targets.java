package stride.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import stride.engine.Matrix;

/**
 * What a decoder is to predict.
 *
 * @param values bins x outputs
 * @param names  one for each output
 * @param file   where they come from, for messages
 * @param files  what they were read from
 */
record Targets(Matrix values, List<String> names, String file, List<Path> files) {
    /**
     * Reads a target array whose rows are time bins; a single row, as MATLAB keeps vectors, is taken for a column.
     *
     * @param source that has the array
     * @throws DataException if a chosen column is not there; if missing values are refused, also if there are some or an
     *                       output is constant, which else only shows when they are filled or left out
     */
    static Targets read(Source source, StoredArray array, List<Integer> chosen, Missing missing) {
        String file = source.path().toString();
        List<Long> shape = array.info().shape();
        double[] stored = array.values();
        boolean row = shape.size() == 2 && shape.get(0) == 1;
        int bins = row || shape.size() < 2 ? stored.length : Math.toIntExact(shape.get(0));
        int stride = bins == 0 ? 0 : stored.length / bins;
        if (bins == 0 || stride == 0) {
            throw new DataException(
                    file, "the target %s has no values".formatted(array.info().summary()));
        }
        if (chosen.isEmpty() && stride > TargetChoice.MOST_COLUMNS) {
            throw new DataException(
                    file,
                    "the target %s has %d columns; choose at most %d of them, as %s:0-9"
                            .formatted(
                                    array.info().summary(),
                                    stride,
                                    TargetChoice.MOST_COLUMNS,
                                    array.info().name()));
        }
        List<Integer> columns =
                chosen.isEmpty() ? IntStream.range(0, stride).boxed().toList() : chosen;
        for (int column : columns) {
            if (column >= stride) {
                throw new DataException(
                        file,
                        "the target %s has no column %d; columns count from 0"
                                .formatted(array.info().summary(), column));
            }
        }
        Matrix values = Matrix.zeros(bins, columns.size());
        for (int t = 0; t < bins; t++) {
            for (int j = 0; j < columns.size(); j++) {
                values.data()[t * columns.size() + j] = (float) stored[t * stride + columns.get(j)];
            }
        }
        String name = array.info().name();
        int width = stride;
        List<String> names =
                columns.stream().map(c -> width == 1 ? name : name + ":" + c).toList();
        return new Targets(values, names, file, source.files(name)).checked(missing);
    }

    /**
     * The means in time bins.
     *
     * @param samples the bin of each of our rows
     */
    Targets averaged(TimeBins bins, int[] samples, Missing missing) {
        return new Targets(bins.average(values, samples), names, file, files).checked(missing);
    }

    private Targets checked(Missing missing) {
        if (missing == Missing.REJECT) {
            requireFinite();
            requireVariation();
        }
        return this;
    }

    /** The number of values that are missing. */
    long missing() {
        return IntStream.range(0, values.data().length)
                .filter(i -> !Float.isFinite(values.data()[i]))
                .count();
    }

    /** Whether all outputs have a value in a bin. */
    boolean finiteAt(int bin) {
        return FiniteActivity.allFinite(values.data(), bin * values.columns(), (bin + 1) * values.columns());
    }

    /** Some of the bins. */
    Targets selected(int[] bins) {
        return new Targets(values.selectRows(bins), names, file, files);
    }

    /**
     * Each output with its missing values interpolated.
     *
     * @throws DataException if one has no finite value
     */
    Targets interpolated() {
        Matrix filled =
                new Matrix(values.rows(), values.columns(), values.data().clone());
        float[] column = new float[values.rows()];
        for (int j = 0; j < values.columns(); j++) {
            for (int t = 0; t < column.length; t++) {
                column[t] = values.at(t, j);
            }
            if (!Interpolation.fill(column, 0, column.length)) {
                throw new DataException(
                        file,
                        "the target %s is missing (NaN or infinite) in all %d bins; choose another with --target"
                                .formatted(names.get(j), column.length));
            }
            for (int t = 0; t < column.length; t++) {
                filled.data()[t * values.columns() + j] = column[t];
            }
        }
        return new Targets(filled, names, file, files);
    }

    private void requireFinite() {
        for (int t = 0; t < values.rows(); t++) {
            for (int j = 0; j < values.columns(); j++) {
                if (!Float.isFinite(values.at(t, j))) {
                    throw new DataException(
                            file,
                            ("the target %s is %s at bin %d, the first of %d missing values; fill them with --nan"
                                            + " interpolate, leave such bins out with --nan drop, or choose another --target")
                                    .formatted(names.get(j), values.at(t, j), t, missing()));
                }
            }
        }
    }

    /**
     * Checks that every output varies.
     *
     * @throws DataException if one is constant
     */
    void requireVariation() {
        for (int j = 0; j < values.columns(); j++) {
            boolean constant = true;
            for (int t = 1; t < values.rows() && constant; t++) {
                constant = values.at(t, j) == values.at(0, j);
            }
            if (constant) {
                throw new DataException(
                        file,
                        "the target %s is %s in every bin; there is nothing to decode, choose another with --target"
                                .formatted(names.get(j), values.at(0, j)));
            }
        }
    }
}
