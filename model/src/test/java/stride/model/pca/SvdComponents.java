package stride.model.pca;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.SingularValueDecomposition_F64;
import stride.engine.Matrix;

/**
 * The reference: principal components in double, straight from the definition, by the singular values of the whole
 * centred activity (neurons, bins).
 *
 * @param components (min(neurons, bins), neurons), unit rows, the entry of largest magnitude positive
 * @param variance   along each, with n - 1
 * @param total      the sum of all variances
 */
record SvdComponents(double[][] components, double[] variance, double total) {
    static SvdComponents of(Matrix activity, int[] bins) {
        int neurons = activity.rows();
        int rank = Math.min(neurons, bins.length);
        SingularValueDecomposition_F64<DMatrixRMaj> svd =
                DecompositionFactory_DDRM.svd(neurons, bins.length, true, true, true);
        if (!svd.decompose(centred(activity, bins))) {
            throw new AssertionError("the reference did not converge");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj w = svd.getW(null);
        SingularOps_DDRM.descendingOrder(u, false, w, svd.getV(null, false), false);
        double[][] components = new double[rank][neurons];
        double[] variance = new double[rank];
        double total = 0;
        for (int c = 0; c < rank; c++) {
            variance[c] = w.get(c, c) * w.get(c, c) / (bins.length - 1);
            total += variance[c];
            double largest = 0;
            for (int n = 0; n < neurons; n++) {
                largest = Math.abs(u.get(n, c)) > Math.abs(largest) ? u.get(n, c) : largest;
            }
            for (int n = 0; n < neurons; n++) {
                components[c][n] = Math.signum(largest) * u.get(n, c);
            }
        }
        return new SvdComponents(components, variance, total);
    }

    private static DMatrixRMaj centred(Matrix activity, int[] bins) {
        DMatrixRMaj centred = new DMatrixRMaj(activity.rows(), bins.length);
        for (int n = 0; n < activity.rows(); n++) {
            double mean = 0;
            for (int t : bins) {
                mean += activity.at(n, t);
            }
            mean /= bins.length;
            for (int i = 0; i < bins.length; i++) {
                centred.set(n, i, activity.at(n, bins[i]) - mean);
            }
        }
        return centred;
    }
}
