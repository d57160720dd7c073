package stride.model.pca;

import java.util.SplittableRandom;
import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.Workers;
import stride.model.NumericException;
import stride.model.algebra.Cholesky;
import stride.model.algebra.Gram;

/** Orthonormal columns of tall matrices. */
final class Basis {
    private Basis() {}

    /** A tall matrix of standard normal values. */
    static Matrix random(int rows, int columns, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Matrix matrix = Matrix.zeros(rows, columns);
        for (int i = 0; i < matrix.data().length; i++) {
            matrix.data()[i] = (float) random.nextGaussian();
        }
        return matrix;
    }

    /**
     * An orthonormal basis of the columns of {@code tall} (rows, n): Cholesky QR, done twice, since the first round
     * leaves an error of the squared condition number. Random columns take the place of those that depend on others.
     *
     * @see <a href="https://doi.org/10.1137/18M1218212">Fukaya and others 2020, shifted Cholesky QR</a>
     */
    static Matrix orthonormal(Matrix tall, Kernels kernels, Workers workers) {
        Matrix once = round(tall, Gram.ofColumns(tall, kernels, workers), kernels, workers);
        if (once.columns() < tall.columns()) {
            Matrix random = random(tall.rows(), tall.columns() - once.columns(), tall.columns());
            Matrix filled = beside(once, random);
            once = round(filled, Gram.ofColumns(filled, kernels, workers), kernels, workers);
        }
        return polished(once, kernels, workers);
    }

    /** One round for columns that are nearly orthonormal: for those, products in float32 are good enough. */
    static Matrix polished(Matrix tall, Kernels kernels, Workers workers) {
        int n = tall.columns();
        float[] products = new float[n * n];
        kernels.gemm(
                workers, true, false, n, n, tall.rows(), 1, tall.data(), 0, n, tall.data(), 0, n, 0, products, 0, n);
        double[] gram = new double[n * n];
        for (int i = 0; i < gram.length; i++) {
            gram[i] = products[i];
        }
        return round(tall, gram, kernels, workers);
    }

    private static Matrix round(Matrix tall, double[] gram, Kernels kernels, Workers workers) {
        int n = tall.columns();
        double[] scale = scaleToUnitDiagonal(n, gram);
        Matrix small;
        try {
            small = new Matrix(n, n, toFloat(Cholesky.of(n, gram).inverseTransposed()));
        } catch (NumericException dependentColumns) {
            SmallEigen eigen = SmallEigen.of(n, gram);
            small = eigen.leading(rank(eigen), true);
        }
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < small.columns(); c++) {
                small.data()[r * small.columns() + c] *= (float) scale[r];
            }
        }
        return times(tall, small, kernels, workers);
    }

    private static float[] toFloat(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrow[i] = (float) values[i];
        }
        return narrow;
    }

    private static Matrix beside(Matrix left, Matrix right) {
        Matrix both = Matrix.zeros(left.rows(), left.columns() + right.columns());
        for (int r = 0; r < both.rows(); r++) {
            int row = r * both.columns();
            System.arraycopy(left.data(), r * left.columns(), both.data(), row, left.columns());
            System.arraycopy(right.data(), r * right.columns(), both.data(), row + left.columns(), right.columns());
        }
        return both;
    }

    /** Columns of very different length are no less independent: compares their directions alone. */
    private static double[] scaleToUnitDiagonal(int n, double[] gram) {
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            double length = Math.sqrt(gram[i * n + i]);
            scale[i] = length > 0 ? 1 / length : 0;
        }
        for (int r = 0; r < n; r++) {
            for (int c = 0; c < n; c++) {
                gram[r * n + c] *= scale[r] * scale[c];
            }
        }
        return scale;
    }

    /** Directions above the rounding of float32 values. */
    private static int rank(SmallEigen eigen) {
        int rank = 0;
        while (rank < eigen.size() && eigen.value(rank) > eigen.size() * 0x1p-46 * eigen.value(0)) {
            rank++;
        }
        return rank;
    }

    /** {@code tall small}, a new matrix. */
    static Matrix times(Matrix tall, Matrix small, Kernels kernels, Workers workers) {
        Matrix product = Matrix.zeros(tall.rows(), small.columns());
        kernels.gemm(
                workers,
                false,
                false,
                tall.rows(),
                small.columns(),
                tall.columns(),
                1,
                tall.data(),
                0,
                tall.columns(),
                small.data(),
                0,
                small.columns(),
                0,
                product.data(),
                0,
                small.columns());
        return product;
    }
}
