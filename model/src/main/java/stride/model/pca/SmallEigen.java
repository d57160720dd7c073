package stride.model.pca;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import stride.engine.Matrix;
import stride.model.NumericException;

/**
 * Eigenvalues and eigenvectors of a small symmetric positive semidefinite matrix, by EJML's SVD: for such a matrix the
 * two are the same.
 */
final class SmallEigen {
    static {
        // EJML would otherwise take every core, and sum in another order on each machine.
        EjmlConcurrency.USE_CONCURRENT = false;
    }

    private final double[] values;
    private final double[] vectors;

    private SmallEigen(double[] values, double[] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes {@code a} (n, n), which EJML may overwrite.
     *
     * @throws NumericException if the SVD does not converge, or gives a value that is not finite
     */
    static SmallEigen of(int n, double[] a) {
        SingularValueDecomposition_F64<DMatrixRMaj> svd = DecompositionFactory_DDRM.svd(n, n, true, false, false);
        if (!svd.decompose(DMatrixRMaj.wrap(n, n, a))) {
            throw new NumericException("the SVD of a %d x %d matrix did not converge".formatted(n, n));
        }
        double[] unsorted = svd.getSingularValues();
        double[] u = svd.getU(null, false).data;
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -unsorted[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[n];
        double[] vectors = new double[n * n];
        for (int c = 0; c < n; c++) {
            values[c] = unsorted[order[c]];
            if (!Double.isFinite(values[c])) {
                throw new NumericException("the SVD of a %d x %d matrix gave the value %s".formatted(n, n, values[c]));
            }
            for (int r = 0; r < n; r++) {
                vectors[r * n + c] = u[r * n + order[c]];
            }
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
