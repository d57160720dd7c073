package stride.data;

import java.util.List;
import java.util.stream.IntStream;
import stride.engine.Matrix;

/**
 * What a decoder is to predict.
 *
 * @param values bins x outputs
 * @param names  one for each output
 */
record Targets(Matrix values, List<String> names) {
    /**
     * Reads a target array whose rows are time bins; a single row, as MATLAB keeps vectors, is taken for a column.
     *
     * @param file for messages
     * @throws DataException if a chosen column is not there, a value is not finite or an output is constant
     */
    static Targets read(StoredArray array, List<Integer> chosen, String file) {
        List<Long> shape = array.info().shape();
        double[] stored = array.values();
        boolean row = shape.size() == 2 && shape.get(0) == 1;
        int bins = row || shape.size() < 2 ? stored.length : Math.toIntExact(shape.get(0));
        int stride = bins == 0 ? 0 : stored.length / bins;
        if (bins == 0 || stride == 0) {
            throw new DataException(
                    file, "the target %s has no values".formatted(array.info().summary()));
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
        check(values, names, file);
        return new Targets(values, names);
    }

    /**
     * The means in time bins.
     *
     * @param samples the bin of each of our rows
     */
    Targets averaged(TimeBins bins, int[] samples, String file) {
        Matrix means = bins.average(values, samples);
        check(means, names, file);
        return new Targets(means, names);
    }

    private static void check(Matrix values, List<String> names, String file) {
        for (int j = 0; j < values.columns(); j++) {
            boolean constant = true;
            for (int t = 0; t < values.rows(); t++) {
                if (!Float.isFinite(values.at(t, j))) {
                    throw new DataException(
                            file,
                            "the target %s is %s at bin %d; fill the gap or choose another with --target"
                                    .formatted(names.get(j), values.at(t, j), t));
                }
                constant &= values.at(t, j) == values.at(0, j);
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
