package stride.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that a published data set gives its arrays.
 *
 * @param activity  neurons x bins
 * @param target    the behaviour that is decoded by default, where the data set has one
 * @param positions (3, neurons) or (neurons, 3), in um; not every file has them
 */
record KnownLayout(String activity, Optional<String> target, String positions) {
    private static final List<KnownLayout> ALL = List.of(
            // Stringer et al. 2019, as the course's file and as published
            new KnownLayout("sresp", Optional.of("run"), "xyz"),
            new KnownLayout("Fsp", Optional.of("beh.runSpeed"), "med"),
            // suite2p: behaviour lies elsewhere
            new KnownLayout("spks", Optional.empty(), "xyz"),
            new KnownLayout("F", Optional.empty(), "xyz"),
            // what convert and synth write
            new KnownLayout("activity", Optional.of("target"), "positions"));

    /** The layout whose activity array the source has, under these names or under those of an HDF5 file. */
    static Optional<KnownLayout> of(Source source) {
        return ALL.stream()
                .flatMap(layout -> Stream.of(layout, layout.inHdf5()))
                .filter(layout -> source.has(layout.activity))
                .findFirst();
    }

    private KnownLayout inHdf5() {
        return new KnownLayout(path(activity), target.map(KnownLayout::path), path(positions));
    }

    private static String path(String name) {
        return "/" + name.replace('.', '/');
    }

    /** The names of the activity arrays that are looked for, for messages. */
    static String activityNames() {
        return String.join(", ", ALL.stream().map(KnownLayout::activity).toList());
    }
}
