package stride.data;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the arrays of one source could be to a decoder, by their shapes and by what the file says of them. */
public final class Roles {
    /** Fewer bins than this are parameters, not time. */
    private static final int FEWEST_BINS = 8;

    private final Set<String> activity = new HashSet<>();
    private final Set<String> targets = new HashSet<>();

    private Roles() {}

    /**
     * Looks at a source's arrays.
     *
     * @param numeric those that hold real numbers
     */
    public static Roles of(List<StoredArray> numeric) {
        Roles roles = new Roles();
        // Where a file says which arrays are series, its others are their times, its numbering, its electrodes.
        boolean told = numeric.stream().anyMatch(array -> array.series().isPresent());
        List<StoredArray> candidates = numeric.stream()
                .filter(array -> !told || array.series().isPresent())
                .toList();
        Set<Long> lengths = new HashSet<>();
        for (StoredArray array : candidates) {
            if (canBeActivity(array)) {
                roles.activity.add(array.info().name());
                lengths.addAll(array.info().shape());
            }
        }
        for (StoredArray array : candidates) {
            if (roles.canBeTarget(array, lengths)) {
                roles.targets.add(array.info().name());
            }
        }
        return roles;
    }

    /** Whether this array can be neurons x bins, or bins x neurons. */
    public boolean activity(String name) {
        return activity.contains(name);
    }

    /** Whether this array can be behaviour to be decoded. */
    public boolean target(String name) {
        return targets.contains(name);
    }

    private static boolean canBeActivity(StoredArray array) {
        List<Long> shape = array.info().shape();
        boolean matrix = shape.size() == 2 && Math.min(shape.get(0), shape.get(1)) > 1;
        return matrix
                && Math.max(shape.get(0), shape.get(1)) >= FEWEST_BINS
                && use(array).orElse(Series.Use.RESPONSE) == Series.Use.RESPONSE;
    }

    /** Bins lie along the first dimension, or along the only one that is longer than 1. */
    private boolean canBeTarget(StoredArray array, Set<Long> lengths) {
        Optional<Series.Use> use = use(array);
        if (use.isPresent()) {
            return use.get() == Series.Use.BEHAVIOUR;
        }
        List<Long> shape = array.info().shape();
        boolean row = shape.size() == 2 && shape.getFirst() == 1;
        long bins = shape.isEmpty() ? 1 : row ? shape.get(1) : shape.getFirst();
        long outputs = shape.size() == 2 && !row ? shape.get(1) : 1;
        return shape.size() <= 2
                && bins >= FEWEST_BINS
                && outputs <= bins
                && (lengths.isEmpty() || lengths.contains(bins));
    }

    private static Optional<Series.Use> use(StoredArray array) {
        return array.series().map(Series::use);
    }
}
