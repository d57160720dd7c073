package stride.model.pca;

import stride.model.Progress;

/** Joins the stages of a fit into one progress: each takes its share of the cost, and says which pass is under way. */
final class Stages {
    private final String solver;
    private final Progress progress;
    private final double cost;
    private final int passes;
    private double begun;
    private int passesBegun;

    /**
     * Stages yet to come.
     *
     * @param solver what is at work, told with each stage
     * @param cost   of all together
     * @param passes over the activity in all of them
     */
    Stages(PcaSolver solver, Progress progress, double cost, int passes) {
        this.solver = solver.label();
        this.progress = progress;
        this.cost = cost;
        this.passes = passes;
    }

    /** A stage that goes through the activity once. */
    Progress pass(double share) {
        return named("pass %d of %d".formatted(++passesBegun, passes), share);
    }

    /** A stage that does not go through the activity. */
    Progress named(String name, double share) {
        Progress within = within(share);
        return (done, of) -> {
            tell(name);
            within.at(done, of);
        };
    }

    /** A stage of products by a matrix in memory. */
    Progress products(double share) {
        Progress within = within(share);
        return (done, of) -> {
            tell("product %d of %d".formatted(Math.min(done + 1, of), of));
            within.at(done, of);
        };
    }

    /** A stage of so many passes; it is told of each from beginning to end, one after another. */
    Progress passes(int count, double share) {
        Progress within = within(share);
        int before = passesBegun;
        passesBegun += count;
        int[] finished = new int[1];
        return (done, of) -> {
            tell("pass %d of %d".formatted(before + finished[0] + 1, passes));
            within.at(finished[0] * of + done, count * of);
            finished[0] += done == of ? 1 : 0;
        };
    }

    private void tell(String name) {
        progress.stage(solver + ", " + name);
    }

    /** Tells of a stage that takes this cost, from where the one before ended. */
    private Progress within(double share) {
        double from = begun;
        begun += share;
        return (done, of) -> progress.at(Math.round(1000 * (from + share * done / of) / cost), 1000);
    }
}
