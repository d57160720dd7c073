package stride.data.hdf5;

import io.jhdf.ObjectHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import stride.data.DataException;
import stride.data.Series;
import stride.data.Series.Use;
import stride.data.StoredArray;
import stride.data.binary.DescribedArray;

/**
 * What makes an HDF5 file one of Neurodata Without Borders: groups that are series in time, with their units and rates.
 *
 * @see <a href="https://nwb-schema.readthedocs.io/">the NWB format</a>
 */
final class Nwb {
    private static final Set<String> RESPONSES =
            Set.of("RoiResponseSeries", "ElectricalSeries", "SpikeEventSeries", "FeatureExtraction");
    private static final Set<String> IMAGES = Set.of(
            "ImageSeries", "TwoPhotonSeries", "OnePhotonSeries", "OpticalSeries", "ImageMaskSeries", "IndexSeries");

    private final Hdf5Bytes bytes;
    private final Hdf5Tree tree;

    private Nwb(Hdf5Bytes bytes, Hdf5Tree tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    /** The datasets of a file; those that are series know it, if the file is of this format. */
    static List<StoredArray> described(Hdf5Bytes bytes, Hdf5Tree tree) {
        if (!Attributes.of(bytes, tree.groups().get("/")).has("nwb_version")) {
            return List.copyOf(tree.arrays().values());
        }
        Nwb nwb = new Nwb(bytes, tree);
        List<StoredArray> arrays = new ArrayList<>();
        for (Map.Entry<String, StoredArray> each : tree.arrays().entrySet()) {
            StoredArray array = each.getValue();
            arrays.add(nwb.series(each.getKey())
                    .<StoredArray>map(series -> DescribedArray.series(array, series))
                    .orElse(array));
        }
        return arrays;
    }

    /** What a group says of its dataset {@code data}. Attributes that can't be read leave a dataset that can. */
    private Optional<Series> series(String path) {
        if (!path.endsWith("/data")) {
            return Optional.empty();
        }
        String group = path.substring(0, path.length() - "/data".length());
        try {
            return Guard.reading(bytes.file(), path, () -> describe(group));
        } catch (DataException e) {
            if (bytes.isExhausted()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private Optional<Series> describe(String group) {
        ObjectHeader header = tree.groups().get(group);
        if (header == null) {
            return Optional.empty();
        }
        return Attributes.of(bytes, header)
                .text("neurodata_type")
                .map(type -> new Series(
                        type,
                        RESPONSES.contains(type) ? Use.RESPONSE : IMAGES.contains(type) ? Use.OTHER : Use.BEHAVIOUR,
                        attributes(group + "/data")
                                .flatMap(data -> data.text("unit"))
                                .orElse(""),
                        start(group),
                        attributes(group + "/starting_time")
                                .map(start -> start.number("rate"))
                                .orElse(OptionalDouble.empty()),
                        Optional.of(group + "/timestamps").filter(tree.arrays()::containsKey)));
    }

    private OptionalDouble start(String group) {
        StoredArray start = tree.arrays().get(group + "/starting_time");
        return start != null && start.info().shape().isEmpty()
                ? OptionalDouble.of(start.values()[0])
                : OptionalDouble.empty();
    }

    private Optional<Attributes> attributes(String path) {
        return Optional.ofNullable(tree.headers().get(path)).map(header -> Attributes.of(bytes, header));
    }
}
