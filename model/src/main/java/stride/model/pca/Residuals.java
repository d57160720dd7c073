package stride.model.pca;

import stride.engine.Matrix;
import stride.engine.Workers;

/** How far fitted components are from solving their eigenproblem, as {@link PcaAccuracy} defines it. */
@FunctionalInterface
interface Residuals {
    /** One for each component; scores (fitted bins, k) are those of the bins that were fitted on. */
    double[] of(Matrix scores);

    /**
     * Of components {@code v = A w / root} that came from courses w: {@code |A^T v / root - w|}, where {@code A^T v} are
     * the scores.
     *
     * @param courses (fitted bins, those of the components that vary), unit columns
     * @param roots   the length of {@code A w} for each
     */
    static Residuals ofCourses(Matrix courses, double[] roots) {
        return scores -> {
            double[] along = new double[roots.length];
            for (int t = 0; t < courses.rows(); t++) {
                for (int c = 0; c < roots.length; c++) {
                    along[c] += (double) scores.at(t, c) * courses.at(t, c);
                }
            }
            double[] squares = new double[roots.length];
            for (int t = 0; t < courses.rows(); t++) {
                for (int c = 0; c < roots.length; c++) {
                    // A component's sign was chosen after its course.
                    double difference = scores.at(t, c) / roots[c] - Math.signum(along[c]) * courses.at(t, c);
                    squares[c] += difference * difference;
                }
            }
            double[] residuals = new double[scores.columns()];
            for (int c = 0; c < roots.length; c++) {
                residuals[c] = Math.sqrt(squares[c]);
            }
            return residuals;
        };
    }

    /** Of the eigenvectors of the neurons' products themselves: {@code |C v - value v| / value}. */
    static Residuals ofEigenvectors(Pca pca, double[] products, double[] values, Workers workers) {
        int n = pca.components().columns();
        double[] residuals = new double[pca.k()];
        workers.run(values.length, c -> {
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double image = -values[c] * pca.components().at(c, i);
                for (int j = 0; j < n; j++) {
                    image += products[i * n + j] * pca.components().at(c, j);
                }
                squares += image * image;
            }
            residuals[c] = Math.sqrt(squares) / values[c];
        });
        return scores -> residuals;
    }
}
