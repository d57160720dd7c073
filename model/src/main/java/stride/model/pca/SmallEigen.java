package stride.model.pca;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import stride.engine.Matrix;
import stride.model.NumericException;

/** Eigenvalues and eigenvectors of a symmetric positive semidefinite matrix, by EJML; what it gives is checked. */
final class SmallEigen {
    static {
        // EJML would otherwise take every core, and sum in another order on each machine.
        EjmlConcurrency.USE_CONCURRENT = false;
    }

    /** By how much of the largest an eigenvalue may be negative, for each row: rounding, and room to spare. */
    private static final double NEGATIVE = 0x1p-46;

    private final double[] values;
    private final double[] vectors;

    private SmallEigen(double[] values, double[] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes {@code a} (n, n), which EJML may overwrite, by its SVD: for such a matrix the two are the same.
     *
     * @throws NumericException if the SVD does not converge, or gives a value that is not finite
     */
    static SmallEigen of(int n, double[] a) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, true, false, false);
        if (!svd.decompose(DMatrixRMaj.wrap(n, n, a))) {
            throw new NumericException("the SVD of a %d x %d matrix did not converge".formatted(n, n));
        }
        double[] u = svd.getU(null, false).data;
        return sorted("SVD", svd.getSingularValues(), (r, c) -> u[r * n + c], n);
    }

    /**
     * Decomposes {@code a} (n, n), which EJML may overwrite, by its symmetric eigenproblem: half the time of the SVD.
     *
     * @throws NumericException if it does not converge, gives fewer than n eigenvalues, one that is not finite, or one
     *                          more negative than rounding makes it
     */
    static SmallEigen symmetric(int n, double[] a) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(DMatrixRMaj.wrap(n, n, a)) || eigen.getNumberOfEigenvalues() != n) {
            throw new NumericException("the eigenproblem of a %d x %d matrix did not converge".formatted(n, n));
        }
        double[] values = new double[n];
        double[][] columns = new double[n][];
        for (int c = 0; c < n; c++) {
            values[c] = eigen.getEigenvalue(c).getReal();
            columns[c] = eigen.getEigenVector(c).data;
        }
        return sorted("eigenproblem", values, (r, c) -> columns[c][r], n);
    }

    @FunctionalInterface
    private interface Entry {
        double at(int row, int column);
    }

    private static SmallEigen sorted(String what, double[] unsorted, Entry vector, int n) {
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -unsorted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = Arrays.stream(order).mapToDouble(i -> unsorted[i]).toArray();
        double[] vectors = new double[n * n];
        for (int c = 0; c < n; c++) {
            double squares = 0;
            for (int r = 0; r < n; r++) {
                double entry = vector.at(r, order[c]);
                vectors[r * n + c] = entry;
                squares += entry * entry;
            }
            // Written so that NaN is refused too.
            boolean sound = values[c] >= -n * NEGATIVE * values[0] && Double.isFinite(values[c] + squares);
            if (!sound) {
                throw new NumericException("the %s of a %d x %d matrix gave the value %s after %s"
                        .formatted(what, n, n, values[c], values[0]));
            }
            values[c] = Math.max(0, values[c]);
        }
        return new SmallEigen(values, vectors);
    }

    /** The eigenvalues, descending. */
    double value(int i) {
        return values[i];
    }

    /** The entry in row {@code r} of the eigenvector in column {@code c}. */
    double vector(int r, int c) {
        return vectors[r * values.length + c];
    }

    /** The number of eigenvalues. */
    int size() {
        return values.length;
    }

    /** The first {@code count} eigenvectors as columns (n, count); {@code whitened}, each over its root eigenvalue. */
    Matrix leading(int count, boolean whitened) {
        Matrix columns = Matrix.zeros(size(), count);
        for (int r = 0; r < size(); r++) {
            for (int c = 0; c < count; c++) {
                double length = whitened ? Math.sqrt(values[c]) : 1;
                columns.data()[r * count + c] = (float) (vector(r, c) / length);
            }
        }
        return columns;
    }
}
