package stride.model.pca;

import stride.engine.Matrix;

/** How far rows or columns are from being orthonormal: the largest error of their inner products, in double. */
final class Orthonormality {
    private Orthonormality() {}

    static double errorOfRows(Matrix x) {
        double largest = 0;
        for (int i = 0; i < x.rows(); i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int c = 0; c < x.columns(); c++) {
                    sum += (double) x.at(i, c) * x.at(j, c);
                }
                largest = Math.max(largest, Math.abs(sum - (i == j ? 1 : 0)));
            }
        }
        return largest;
    }

    static double errorOfColumns(Matrix x) {
        Matrix transposed = Matrix.zeros(/* rows= */ x.columns(), /* columns= */ x.rows());
        for (int r = 0; r < x.rows(); r++) {
            for (int c = 0; c < x.columns(); c++) {
                transposed.data()[c * x.rows() + r] = x.at(r, c);
            }
        }
        return errorOfRows(transposed);
    }
}
