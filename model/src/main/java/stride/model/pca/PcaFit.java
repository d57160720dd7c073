package stride.model.pca;

import stride.engine.Kernels;
import stride.engine.Matrix;
import stride.engine.RowBlocks;
import stride.engine.Workers;
import stride.model.Progress;
import stride.model.UnfitException;

/**
 * One fit of principal components: exactly, from the covariance of neurons or bins; or within a subspace of
 * directions in time that holds the leading ones.
 */
final class PcaFit {
    /** The subspace is random to begin with, but the same in every run: the seed of a trial is not to change its inputs. */
    private static final long SEED = 20160405;

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
        this.plan = new PcaPlan(neurons, bins.length, k);
        this.solver = solver.chosen(neurons, bins.length, k);
        int columns = this.solver == PcaSolver.EXACT ? k : plan.shape().columns();
        if ((long) Math.max(neurons, activity.columns()) * columns > MOST_VALUES) {
            throw new UnfitException(
                    "%d principal components of %d neurons and %d bins are more values than an array holds; change --pca (--components of stride pca)"
                            .formatted(k, neurons, activity.columns()));
        }
        this.activity = activity;
        this.bins = bins;
        this.k = k;
        this.kernels = kernels;
        this.workers = workers;
        if (this.solver == PcaSolver.EXACT) {
            PcaPlan.requireExactFits(neurons, bins.length);
        }
    }

    /** One progress for the whole fit, and for the scores too where {@code scored}. */
    Stages stages(Progress progress, boolean scored) {
        double scoring = scored ? plan.scoring() : 0;
        int passes = scored ? 2 : 1;
        if (solver == PcaSolver.EXACT) {
            return new Stages(solver, progress, plan.exact() + scoring, passes + plan.exactPasses());
        }
        return new Stages(
                solver,
                progress,
                plan.randomized() + scoring,
                passes + plan.shape().blocks());
    }

    /** The stage of the scores, which follows the fit. */
    Progress scoring(Stages stages) {
        return stages.pass(plan.scoring());
    }

    Fitted fit(Stages stages) {
        CenteredBlocks blocks = new CenteredBlocks(activity, bins, kernels, workers);
        return solver == PcaSolver.RANDOMIZED ? randomized(blocks, stages) : exact(blocks, stages);
    }

    private Fitted exact(CenteredBlocks blocks, Stages stages) {
        CenteredBlocks.Means means = blocks.means(stages.pass(plan.pass()));
        Spectrum spectrum = spectrum(means);
        CenteredActivity a = new CenteredActivity(activity, bins, means.mean(), blocks, kernels, workers);
        return a.neurons() <= bins.length ? fewNeurons(a, spectrum, stages) : fewBins(a, spectrum, stages);
    }

    private Spectrum spectrum(CenteredBlocks.Means means) {
        if (means.sumOfSquares() == 0) {
            throw new UnfitException("every neuron is constant over the %d bins to fit on; there are no components"
                    .formatted(bins.length));
        }
        return new Spectrum(means, bins.length, k);
    }

    /** The eigenvectors of the neurons' covariance are the components. */
    private Fitted fewNeurons(CenteredActivity a, Spectrum spectrum, Stages stages) {
        double[] products = a.productsOfNeurons(stages.passes(plan.exactPasses(), plan.exactProducts()));
        SmallEigen eigen = eigen(a.neurons(), products.clone(), PcaPlan.eigen(a.neurons()), stages);
        double[] values = spectrum.varying(eigen);
        Pca pca = spectrum.pca(eigen.leading(values.length, false), values, workers);
        return new Fitted(pca, solver, Residuals.ofEigenvectors(pca, products, values, workers));
    }

    /** The eigenvectors of the bins' covariance are the courses in time; the activity along them, the components. */
    private Fitted fewBins(CenteredActivity a, Spectrum spectrum, Stages stages) {
        SmallEigen eigen = eigen(
                bins.length, a.productsOfBins(stages.pass(plan.exactProducts())), PcaPlan.eigen(bins.length), stages);
        double[] values = spectrum.varying(eigen);
        Matrix courses = eigen.leading(values.length, false);
        Matrix along = a.times(courses, stages.pass(plan.pass()));
        // A weak component is a sum of large terms that nearly cancel: what rounding leaves of the strong ones is taken
        // out.
        Pca pca = spectrum.pca(Basis.orthonormal(along, kernels, workers), values, workers);
        return new Fitted(pca, solver, Residuals.ofCourses(courses, roots(values)));
    }

    private Fitted randomized(CenteredBlocks blocks, Stages stages) {
        Searched searched = search(blocks, stages);
        Subspace space = searched.space();
        SmallEigen eigen = eigen(space.columns(), space.products(), plan.solving(), stages);
        double[] values = searched.spectrum().varying(eigen);
        Subspace found = space.combined(eigen.leading(values.length, false));
        // Weak components are sums of large terms that nearly cancel, as above.
        Pca pca = searched.spectrum().pca(Basis.orthonormal(found.projected(), kernels, workers), values, workers);
        return new Fitted(pca, solver, Residuals.ofCourses(found.basis(), roots(values)));
    }

    private record Searched(Spectrum spectrum, Subspace space) {}

    /** In a method of its own, so that the large space can be collected once a smaller one is made of it. */
    private Searched search(CenteredBlocks blocks, Stages stages) {
        BlockKrylov krylov = new BlockKrylov(blocks, plan.shape(), kernels, workers);
        CenteredBlocks.Means means = krylov.begin(SEED, stages.pass(plan.beginning()));
        Spectrum spectrum = spectrum(means);
        Subspace space = krylov.space(means.mean(), stages.passes(plan.shape().blocks(), plan.multiplying()));
        if (plan.reduces()) {
            Progress products = stages.products(plan.reducing());
            products.at(0, SubspaceIteration.PRODUCTS);
            space = space.combined(
                    new SubspaceIteration(space.covariance(), kernels, workers, products).basis(plan.reduced()));
        }
        return new Searched(spectrum, space);
    }

    private SmallEigen eigen(int n, double[] products, double cost, Stages stages) {
        Progress progress = stages.named("eigenproblem of %d".formatted(n), cost);
        progress.at(0, 1);
        SmallEigen eigen = SmallEigen.symmetric(n, products);
        progress.at(1, 1);
        return eigen;
    }

    private static double[] roots(double[] values) {
        double[] roots = new double[values.length];
        for (int c = 0; c < roots.length; c++) {
            roots[c] = Math.sqrt(values[c]);
        }
        return roots;
    }
}
