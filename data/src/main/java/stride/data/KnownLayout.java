package stride.data;

import java.util.List;
import java.util.Optional;

/**
 * The names that a published data set gives its arrays.
 *
 * @param activity  neurons x bins
 * @param target    the behaviour that is decoded by default
 * @param positions (3, neurons) or (neurons, 3), in um; not every file has them
 */
record KnownLayout(String activity, String target, String positions) {
    private static final List<KnownLayout> ALL = List.of(new KnownLayout("sresp", "run", "xyz"));

    /** The layout whose activity array the source has. */
    static Optional<KnownLayout> of(Source source) {
        return ALL.stream().filter(layout -> source.has(layout.activity)).findFirst();
    }

    /** The names of the activity arrays that are looked for, for messages. */
    static String activityNames() {
        return String.join(", ", ALL.stream().map(KnownLayout::activity).toList());
    }
}
