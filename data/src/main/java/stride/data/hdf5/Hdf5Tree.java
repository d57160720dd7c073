package stride.data.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import stride.data.DataException;
import stride.data.StoredArray;
import stride.data.binary.DescribedArray;
import stride.data.binary.NameAllowance;
import stride.data.binary.UnreadableArray;

/** The datasets of a file by their paths. Each group is visited once, wherever it first appears; links may form rings. */
final class Hdf5Tree {
    private static final int DEEPEST = 64;

    /** Steps from soft link to soft link. */
    private static final int LONGEST_CHAIN = 16;

    private final Hdf5Bytes bytes;
    private final Datasets datasets;
    private final Set<Long> seen = new HashSet<>();
    private final Map<String, StoredArray> arrays = new LinkedHashMap<>();
    private final Map<String, ObjectHeader> groups = new LinkedHashMap<>();
    private final Map<String, ObjectHeader> headers = new LinkedHashMap<>();
    private final Map<String, String> softLinks = new LinkedHashMap<>();
    private final NameAllowance names;

    Hdf5Tree(Hdf5Bytes bytes) {
        this.bytes = bytes;
        this.datasets = new Datasets(bytes);
        this.names = new NameAllowance(bytes.file());
    }

    /** Visits everything below the root group. */
    static Hdf5Tree of(Hdf5Bytes bytes, long root) {
        Hdf5Tree tree = new Hdf5Tree(bytes);
        tree.seen.add(root);
        tree.visit("/", ObjectHeader.readObjectHeader(bytes, root), 0);
        tree.resolve();
        return tree;
    }

    /** The datasets by path, in the order of the file. */
    Map<String, StoredArray> arrays() {
        return arrays;
    }

    /** The groups by path, the root as {@code /}. */
    Map<String, ObjectHeader> groups() {
        return groups;
    }

    /** The datasets' headers by path. */
    Map<String, ObjectHeader> headers() {
        return headers;
    }

    private void visit(String path, ObjectHeader group, int depth) {
        groups.put(path, group);
        String prefix = path.equals("/") ? path : path + "/";
        for (Links link : Links.of(bytes, group)) {
            String name = prefix + link.name();
            names.take(name);
            switch (link) {
                case Links.Hard(String ignored, long address) -> list(name, () -> child(name, address, depth));
                case Links.Soft(String ignored, String target) ->
                    softLinks.put(name, target.startsWith("/") ? target : prefix + target);
                case Links.External(String ignored, String file, String target) ->
                    arrays.put(
                            name,
                            new UnreadableArray(
                                    bytes.file(),
                                    name,
                                    "lies in another file (%s, %s), which is not opened; name that file instead"
                                            .formatted(file, target)));
            }
        }
    }

    /** What can't be read is listed so, that the rest of the file can be used. */
    private void list(String name, Runnable read) {
        try {
            Guard.reading(bytes.file(), name, () -> {
                read.run();
                return null;
            });
        } catch (DataException e) {
            if (bytes.isExhausted()) {
                throw e;
            }
            arrays.put(name, UnreadableArray.of(bytes.file(), name, e));
        }
    }

    private void child(String name, long address, int depth) {
        ObjectHeader header = ObjectHeader.readObjectHeader(bytes, address);
        if (header.hasMessageOfType(DataSpaceMessage.class)) {
            addDataset(name, header);
        } else if (!header.hasMessageOfType(DataTypeMessage.class) && seen.add(address)) {
            if (depth == DEEPEST) {
                throw new DataException(bytes.file(), "%s lies more than %d groups deep".formatted(name, DEEPEST));
            }
            visit(name, header, depth + 1);
        }
    }

    private void addDataset(String name, ObjectHeader header) {
        headers.put(name, header);
        arrays.put(name, datasets.array(name, header, false));
    }

    /** Each name of a dataset is booked with what the file claims, soft links too. */
    private void resolve() {
        softLinks.forEach((name, target) -> {
            String at = target;
            for (int i = 0; i < LONGEST_CHAIN && softLinks.containsKey(at); i++) {
                at = softLinks.get(at);
            }
            ObjectHeader header = headers.get(at);
            if (header != null) {
                list(name, () -> addDataset(name, header));
            } else if (arrays.containsKey(at)) {
                arrays.put(name, DescribedArray.renamed(arrays.get(at), name));
            }
        });
    }
}
