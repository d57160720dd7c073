package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.UnfitException;
import stride.model.algebra.Gram;

/**
 * One fit of principal components: exactly, from the covariance of neurons or bins; or from a basis V (bins, l) of the
 * leading directions in time, the activity's projection A V (neurons, l), and the small Gram matrix of that.
 */
final class PcaFit {
    /** The basis is random to begin with, but the same in every run: the seed of a trial is not to change its inputs. */
    private static final long BASIS_SEED = 20160405;

    /** Some JVMs make no longer array. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final RowBlocks activity;
    private final int[] bins;
    private final int k;
    private final PcaSolver solver;
    private final PcaPlan plan;
    private final Kernels kernels;
    private final Workers workers;

    /** What a fit gives; the residuals wait for the scores, which somebody wants anyway. */
    record Fitted(Pca pca, PcaSolver solver, Residuals residuals) {}

    PcaFit(RowBlocks activity, int[] bins, int k, PcaSolver solver, Kernels kernels, Workers workers) {
        int neurons = activity.rows();
        int most = Math.min(neurons, bins.length);
        if (bins.length < 2) {
            throw new UnfitException("principal components need at least 2 bins to fit on, not %d; let more bins train"
                    .formatted(bins.length));
        }
        if (k < 1 || k > most) {
            throw new UnfitException(
                    "%d principal components were asked for, but %d neurons x %d bins to fit on allow 1 to %d; change --pca (--components of stride pca)"
                            .formatted(k, neurons, bins.length, most));
        }
        if ((long) Math.max(neurons, activity.columns()) * (k + SubspaceIteration.OVERSAMPLING) > MOST_VALUES) {
            throw new UnfitException(
                    "%d principal components of %d neurons and %d bins are more values than an array holds; change --pca (--components of stride pca)"
                            .formatted(k, neurons, activity.columns()));
        }
        this.activity = activity;
        this.bins = bins;
        this.k = k;
        this.solver = solver.chosen(neurons, bins.length, k);
        this.plan = new PcaPlan(neurons, bins.length, k);
        this.kernels = kernels;
        this.workers = workers;
        if (this.solver == PcaSolver.EXACT) {
            PcaPlan.requireExactFits(neurons, bins.length);
        }
    }

    /** One progress for the whole fit, and for the scores too where {@code scored}. */
    Stages stages(Progress progress, boolean scored) {
        double cost = plan.pass() + (scored ? plan.scoring() : 0);
        int passes = scored ? 2 : 1;
        if (solver == PcaSolver.EXACT) {
            return new Stages(solver, progress, cost + plan.exact(), passes + plan.exactPasses());
        }
        return new Stages(solver, progress, cost + plan.randomized(), passes + plan.randomizedPasses());
    }

    /** The stage of the scores, which follows the fit. */
    Progress scoring(Stages stages) {
        return stages.pass(plan.scoring());
    }

    Fitted fit(Stages stages) {
        CenteredBlocks blocks = new CenteredBlocks(activity, bins, workers);
        CenteredBlocks.Means means = blocks.means(stages.pass(plan.pass()));
        if (means.sumOfSquares() == 0) {
            throw new UnfitException("every neuron is constant over the %d bins to fit on; there are no components"
                    .formatted(bins.length));
        }
        Spectrum spectrum = new Spectrum(means, bins.length, k);
        CenteredActivity a = new CenteredActivity(activity, bins, means.mean(), blocks, kernels, workers);
        if (solver == PcaSolver.RANDOMIZED) {
            return iterated(a, spectrum, stages);
        }
        return a.neurons() <= bins.length ? fewNeurons(a, spectrum, stages) : fewBins(a, spectrum, stages);
    }

    /** The eigenvectors of the neurons' covariance are the components. */
    private Fitted fewNeurons(CenteredActivity a, Spectrum spectrum, Stages stages) {
        double[] products = a.productsOfNeurons(stages.passes(plan.exactPasses(), plan.exactProducts()));
        SmallEigen eigen = eigen(a.neurons(), products.clone(), stages);
        double[] values = spectrum.varying(eigen);
        Pca pca = spectrum.pca(eigen.leading(values.length, false), values);
        return new Fitted(pca, solver, Residuals.ofEigenvectors(pca, products, values, workers));
    }

    /** The eigenvectors of the bins' covariance are the courses in time; the activity along them, the components. */
    private Fitted fewBins(CenteredActivity a, Spectrum spectrum, Stages stages) {
        SmallEigen eigen = eigen(bins.length, a.productsOfBins(stages.pass(plan.exactProducts())), stages);
        double[] values = spectrum.varying(eigen);
        Matrix courses = eigen.leading(values.length, false);
        Matrix along = a.times(courses, stages.pass(plan.pass()));
        // A weak component is a sum of large terms that nearly cancel: what rounding leaves of the strong ones is taken
        // out. From an iterated basis, weak components come as columns of their own.
        Pca pca = spectrum.pca(Basis.orthonormal(along, kernels, workers), values);
        return new Fitted(pca, solver, Residuals.ofCourses(courses, roots(values)));
    }

    private SmallEigen eigen(int n, double[] products, Stages stages) {
        Progress progress = stages.named("eigenproblem of %d".formatted(n), plan.eigen());
        progress.at(0, 1);
        SmallEigen eigen = SmallEigen.symmetric(n, products);
        progress.at(1, 1);
        return eigen;
    }

    private Fitted iterated(CenteredActivity a, Spectrum spectrum, Stages stages) {
        Matrix basis = basis(a, stages);
        Matrix projected = a.times(basis, stages.pass(plan.projecting()));
        SmallEigen eigen = SmallEigen.of(projected.columns(), Gram.ofColumns(projected, kernels, workers));
        double[] values = spectrum.varying(eigen);
        Pca pca = spectrum.pca(Basis.times(projected, eigen.leading(values.length, true), kernels, workers), values);
        Matrix courses = Basis.times(basis, eigen.leading(values.length, false), kernels, workers);
        return new Fitted(pca, solver, Residuals.ofCourses(courses, roots(values)));
    }

    /** An orthonormal basis (bins, l) of the leading directions in time. */
    private Matrix basis(CenteredActivity a, Stages stages) {
        BinCovariance covariance;
        Progress products = Progress.NONE;
        if (plan.formed()) {
            Progress forming = stages.pass(plan.forming());
            covariance = BinCovariance.Formed.of(a.blocks(), a.mean(), kernels, workers, forming);
            products = stages.products(plan.iterating(true));
            products.at(0, SubspaceIteration.PRODUCTS);
        } else {
            Progress streaming = stages.passes(SubspaceIteration.PRODUCTS, plan.iterating(false));
            covariance = new BinCovariance.Streamed(a.blocks(), a.mean(), kernels, workers, streaming);
        }
        return new SubspaceIteration(covariance, kernels, workers, products).basis(plan.columns(), BASIS_SEED);
    }

    private static double[] roots(double[] values) {
        double[] roots = new double[values.length];
        for (int c = 0; c < roots.length; c++) {
            roots[c] = Math.sqrt(values[c]);
        }
        return roots;
    }
}
