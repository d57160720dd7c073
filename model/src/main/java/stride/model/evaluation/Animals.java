package stride.model.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import stride.engine.Matrix;

/**
 * A figure of decoders that were fitted each to a recording of its own.
 *
 * @param each     the figure of each recording, in their order
 * @param mean     their mean: each counts the same, however long it is
 * @param interval 95 %, over recordings and time; none where a recording has too few test bins
 */
public record Animals(List<Double> each, double mean, Interval interval) {
    /** With fewer, the spread among them tells little of the spread among all. */
    private static final int FEW = 10;

    public Animals {
        each = List.copyOf(each);
    }

    /**
     * The test bins of one recording, in the order of time.
     *
     * @param actual    bins x outputs
     * @param predicted bins x outputs
     */
    public record Judged(Matrix actual, Matrix predicted) {
        public Judged {
            if (actual.rows() != predicted.rows() || actual.columns() != predicted.columns() || actual.rows() == 0) {
                throw new IllegalArgumentException("predictions %s of %s".formatted(predicted, actual));
            }
        }
    }

    /** A figure over recordings, at least one. */
    public static Animals of(Figure figure, List<Judged> recordings) {
        int outputs = recordings.getFirst().actual.columns();
        List<Optional<BlockBootstrap>> bootstraps = recordings.stream()
                .map(r -> Intervals.bootstrap(r.actual, List.of(r.predicted)))
                .toList();
        List<Double> each = recordings.stream()
                .map(r -> figure.of(Intervals.means(r.actual, List.of(r.predicted)), 0, outputs))
                .toList();
        return of(each, bootstraps, means -> figure.of(means, 0, outputs));
    }

    /**
     * The figure of some predictions minus that of others for the same bins, from resamples that both share.
     *
     * @param others for each recording, (bins, outputs)
     */
    public static Animals difference(Figure figure, List<Judged> recordings, List<Matrix> others) {
        int outputs = recordings.getFirst().actual.columns();
        ToDoubleFunction<double[]> statistic = figure.difference(outputs);
        List<Optional<BlockBootstrap>> bootstraps = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < recordings.size(); i++) {
            Judged own = recordings.get(i);
            List<Matrix> both = List.of(own.predicted, others.get(i));
            bootstraps.add(Intervals.bootstrap(own.actual, both));
            each.add(statistic.applyAsDouble(Intervals.means(own.actual, both)));
        }
        return of(each, bootstraps, statistic);
    }

    private static Animals of(
            List<Double> each, List<Optional<BlockBootstrap>> bootstraps, ToDoubleFunction<double[]> statistic) {
        double mean = each.stream().mapToDouble(x -> x).average().orElseThrow();
        boolean all = bootstraps.stream().allMatch(Optional::isPresent);
        Interval interval = all
                ? HierarchicalBootstrap.interval(
                        bootstraps.stream().map(Optional::orElseThrow).toList(), statistic)
                : Interval.NONE;
        return new Animals(each, mean, interval);
    }

    /** What the number of recordings allows to say, in one sentence. */
    public static String statement(int recordings) {
        if (recordings == 1) {
            return "n = 1 recording: its intervals say nothing of other animals.";
        }
        String few = recordings < FEW
                ? "; so few recordings make them too narrow, for animals that were not recorded can't be drawn"
                : "";
        return "n = %d recordings, each with a decoder of its own; intervals are over recordings and time%s."
                .formatted(recordings, few);
    }
}
